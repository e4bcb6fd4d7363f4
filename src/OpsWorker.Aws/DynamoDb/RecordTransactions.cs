using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Writes several items together or not at all.</summary>
internal sealed class RecordTransactions(IAmazonDynamoDB client, string tableName, TimeProvider time)
{
    private const int MaxAttempts = 6;
    private const string ConditionFailed = "ConditionalCheckFailed";
    private const string Conflict = "TransactionConflict";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public TransactWriteItem Put(Dictionary<string, AttributeValue> item, RecordCondition condition) => new()
    {
        Put = new Put
        {
            TableName = tableName,
            Item = item,
            ConditionExpression = condition.Expression,
            ExpressionAttributeValues = condition.Values,
        },
    };

    public TransactWriteItem Delete(RecordKey key, RecordCondition condition) => new()
    {
        Delete = new Delete
        {
            TableName = tableName,
            Key = key.ToItem(),
            ConditionExpression = condition.Expression,
            ExpressionAttributeValues = condition.Values,
        },
    };

    /// <summary>Writes all; false where a condition does not hold. A conflict with another transaction is tried again.</summary>
    /// <exception cref="TransactionCanceledException">It was cancelled for another reason, or always in conflict.</exception>
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken, params List<TransactWriteItem> writes)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // DynamoDB knows a repetition by the token, so a lost answer does no harm.
                var request = new TransactWriteItemsRequest { TransactItems = writes, ClientRequestToken = Identifier.New("w") };
                await client.TransactWriteItemsAsync(request, cancellationToken);
                return true;
            }
            catch (TransactionCanceledException e) when (Has(e, ConditionFailed))
            {
                return false;
            }
            catch (TransactionCanceledException e) when (Has(e, Conflict) && attempt < MaxAttempts)
            {
                await Task.Delay(Pause * attempt * (1 + Random.Shared.NextDouble()), time, cancellationToken);
            }
        }
    }

    private static bool Has(TransactionCanceledException e, string code) => e.CancellationReasons?.Any(r => r.Code == code) == true;
}
