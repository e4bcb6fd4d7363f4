using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// The one DynamoDB table of all records; <c>docs/aws-table.md</c> shows its design. The stores of this folder are made
/// with it.
/// </summary>
/// <param name="client">DynamoDB.</param>
/// <param name="options">The table.</param>
/// <param name="overflow">Keeps documents that are too large for an item; null where no record is used that expires.</param>
/// <param name="time">The only clock.</param>
public sealed class RecordTable(
    IAmazonDynamoDB client, RecordTableOptions options, IEvidenceStore? overflow, TimeProvider time)
{
    private readonly WriteConflicts _conflicts = new(time);

    internal TimeSpan Retention => options.Retention;

    internal RecordDocuments Documents { get; } = new(overflow);

    internal RecordTransactions Transactions { get; } = new(client, options.TableName, new WriteConflicts(time));

    /// <summary>The item as the last write left it, or null; also null where its time is over and it is still there.</summary>
    internal async Task<Item?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (!key.IsPossible) return null;
        var request = new GetItemRequest { TableName = options.TableName, Key = key.ToItem(), ConsistentRead = true };
        var response = await client.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item && IsCurrent(item) ? item : null;
    }

    /// <summary>Stores the item; false where the condition does not hold.</summary>
    internal async Task<bool> TryPutAsync(
        Item item, RecordCondition? condition, CancellationToken cancellationToken)
    {
        var writeId = Identifier.New("w");
        var request = new PutItemRequest
        {
            TableName = options.TableName,
            Item = item.With(RecordSchema.WriteId, writeId),
            ConditionExpression = condition?.Expression,
            ExpressionAttributeValues = condition?.Values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await _conflicts.RetryAsync(() => client.PutItemAsync(request, cancellationToken), cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException e)
        {
            // The SDK tries again when an answer is lost. It then meets what its own first attempt wrote.
            return e.Item?.Text(RecordSchema.WriteId) == writeId;
        }
    }

    /// <summary>Removes the item; false where there is none.</summary>
    internal async Task<bool> TryDeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (!key.IsPossible) return false;
        var request = new DeleteItemRequest
        {
            TableName = options.TableName,
            Key = key.ToItem(),
            ReturnValues = ReturnValue.ALL_OLD,
        };
        var response = await _conflicts.RetryAsync(() => client.DeleteItemAsync(request, cancellationToken), cancellationToken);
        return response.Attributes is { Count: > 0 };
    }

    /// <summary>Up to so many items of one partition, in order of their sort keys.</summary>
    internal Task<IReadOnlyList<Item>> ReadPartitionAsync(
        string partition, int max, CancellationToken cancellationToken) =>
        QueryAsync(
            new QueryRequest
            {
                KeyConditionExpression = $"{RecordSchema.PartitionKey} = :partition",
                ExpressionAttributeValues = new() { [":partition"] = new AttributeValue(partition) },
                ConsistentRead = true,
            },
            max,
            cancellationToken);

    /// <summary>Up to so many items that a query finds, read in as many calls as that takes.</summary>
    internal async Task<IReadOnlyList<Item>> QueryAsync(
        QueryRequest request, int max, CancellationToken cancellationToken)
    {
        var items = new List<Item>();
        request.TableName = options.TableName;
        do
        {
            request.Limit = max - items.Count;
            var response = await client.QueryAsync(request, cancellationToken);
            items.AddRange((response.Items ?? []).Where(IsCurrent));
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (items.Count < max && request.ExclusiveStartKey is { Count: > 0 });

        return items;
    }

    // DynamoDB deletes some days after the time is over.
    private bool IsCurrent(Item item) =>
        item.Number(RecordSchema.ExpiresAt) is not { } expiresAt || expiresAt > time.GetUtcNow().ToUnixTimeSeconds();
}
