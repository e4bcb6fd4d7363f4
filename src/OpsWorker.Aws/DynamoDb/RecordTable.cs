using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// The one DynamoDB table of all records; <c>docs/aws-table.md</c> has its design.
/// </summary>
/// <param name="client">DynamoDB.</param>
/// <param name="options">The table.</param>
/// <param name="overflow">The store of documents that are too large for an item; null where no record expires.</param>
/// <param name="time">The only clock.</param>
public sealed class RecordTable(
    IAmazonDynamoDB client, RecordTableOptions options, IEvidenceStore? overflow, TimeProvider time)
{
    private const int MaxBatch = 100;
    private const int MaxAttempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly WriteConflicts _conflicts = new(time);

    internal TimeSpan Retention => options.Retention;

    internal RecordDocuments Documents { get; } = new(overflow);

    internal RecordTransactions Transactions { get; } = new(client, options.TableName, new WriteConflicts(time));

    /// <summary>Reads an item consistently. Null where there is none or it has expired.</summary>
    internal async Task<Item?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (!key.IsValid) return null;
        var request = new GetItemRequest { TableName = options.TableName, Key = key.ToItem(), ConsistentRead = true };
        var response = await client.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item && IsCurrent(item) ? item : null;
    }

    /// <summary>
    /// Reads several items consistently, in as few calls as the limits allow. One that is missing or has expired is left out.
    /// </summary>
    internal async Task<IReadOnlyList<Item>> GetAllAsync(IEnumerable<RecordKey> keys, CancellationToken cancellationToken)
    {
        RecordKey[] wanted = [.. keys.Where(key => key.IsValid).Distinct()];
        if (wanted is [var only]) return await GetAsync(only, cancellationToken) is { } item ? [item] : [];
        var items = new List<Item>(wanted.Length);
        foreach (var batch in wanted.Chunk(MaxBatch))
        {
            var rest = new KeysAndAttributes { ConsistentRead = true, Keys = [.. batch.Select(key => key.ToItem())] };
            for (var attempt = 1; rest is { Keys.Count: > 0 }; attempt++)
            {
                var request = new BatchGetItemRequest { RequestItems = new() { [options.TableName] = rest } };
                var response = await client.BatchGetItemAsync(request, cancellationToken);
                items.AddRange((response.Responses?.GetValueOrDefault(options.TableName) ?? []).Where(IsCurrent));
                rest = response.UnprocessedKeys?.GetValueOrDefault(options.TableName);
                if (rest is not { Keys.Count: > 0 }) break;
                if (attempt == MaxAttempts) throw new ProvisionedThroughputExceededException("The table answered only a part of a read.");
                await Task.Delay(Pause * attempt, time, cancellationToken);
            }
        }

        return items;
    }

    /// <summary>Writes an item; false where the condition is not met.</summary>
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
            // The SDK retries when a response is lost. The retry then finds the item of its own first attempt.
            return e.Item?.Text(RecordSchema.WriteId) == writeId;
        }
    }

    /// <summary>Sets an attribute of an item to a later text; changes nothing where there is no such item or it has a later one.</summary>
    internal async Task AdvanceAsync(RecordKey key, string attribute, string value, CancellationToken cancellationToken)
    {
        var request = new UpdateItemRequest
        {
            TableName = options.TableName,
            Key = key.ToItem(),
            UpdateExpression = $"SET {attribute} = :value",
            ConditionExpression =
                $"{RecordCondition.Exists.Expression} AND (attribute_not_exists({attribute}) OR {attribute} < :value)",
            ExpressionAttributeValues = new() { [":value"] = new AttributeValue(value) },
        };
        try
        {
            await _conflicts.RetryAsync(() => client.UpdateItemAsync(request, cancellationToken), cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            // There is nothing to set.
        }
    }

    /// <summary>Reads the first items of a partition in order of their sort keys.</summary>
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

    /// <summary>Reads the first items of a query, over as many calls as needed.</summary>
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

    // DynamoDB deletes an expired item up to some days later.
    private bool IsCurrent(Item item) =>
        item.Number(RecordSchema.ExpiresAt) is not { } expiresAt || expiresAt > time.GetUtcNow().ToUnixTimeSeconds();
}
