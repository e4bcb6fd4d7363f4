using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Writes several items atomically.</summary>
internal sealed class RecordTransactions(IAmazonDynamoDB client, string tableName, WriteConflicts conflicts)
{
    private const string ConditionFailed = "ConditionalCheckFailed";

    public TransactWriteItem Put(Item item, RecordCondition? condition) => new()
    {
        Put = new Put
        {
            TableName = tableName,
            Item = item,
            ConditionExpression = condition?.Expression,
            ExpressionAttributeValues = condition?.Values,
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

    /// <summary>Writes all items; false where a condition is not met.</summary>
    /// <exception cref="TransactionCanceledException">It was cancelled for another reason, or in conflict at every attempt.</exception>
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken, params List<TransactWriteItem> writes) =>
        (await WriteAsync(writes, cancellationToken)).Count == 0;

    /// <summary>Writes all items, or none.</summary>
    /// <returns>The indexes of the writes whose condition is not met; empty where all items are written.</returns>
    /// <exception cref="TransactionCanceledException">It was cancelled for another reason, or in conflict at every attempt.</exception>
    public async Task<IReadOnlyCollection<int>> WriteAsync(List<TransactWriteItem> writes, CancellationToken cancellationToken)
    {
        try
        {
            await conflicts.RetryAsync(
                () => client.TransactWriteItemsAsync(Request(writes), cancellationToken), cancellationToken);
            return [];
        }
        catch (TransactionCanceledException e) when (e.CancellationReasons?.Any(r => r.Code == ConditionFailed) == true)
        {
            return [.. e.CancellationReasons.Index().Where(r => r.Item.Code == ConditionFailed).Select(r => r.Index)];
        }
    }

    // The token makes a retry by the SDK idempotent.
    private static TransactWriteItemsRequest Request(List<TransactWriteItem> writes) =>
        new() { TransactItems = writes, ClientRequestToken = Identifier.New("w") };
}
