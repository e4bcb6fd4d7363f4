using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Rules;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Rules in the table: a partition for each organisation, an item for each version.</summary>
public sealed class DynamoDbRuleStore(RecordTable table) : IRuleStore
{
    /// <inheritdoc/>
    public async Task<RuleSet?> GetLatestAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        (await ListAsync(organisation, max: 1, cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<bool> TryPutAsync(RuleSet rules, CancellationToken cancellationToken)
    {
        var latest = await GetLatestAsync(rules.Organisation, cancellationToken);
        if ((latest?.Version ?? 0) != rules.Version - 1) return false;
        var key = RecordKey.Rules(rules.Organisation, rules.Version);
        var item = RecordDocuments.ToPermanentItem(key, rules, CoreJson.Default.RuleSet);

        // Versions are never removed, so the next one is new for whoever stores it first.
        return await table.TryPutAsync(item, RecordCondition.IsNew, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleSet>> ListAsync(OrganisationId organisation, int max, CancellationToken cancellationToken)
    {
        var request = new QueryRequest
        {
            KeyConditionExpression = $"{RecordSchema.PartitionKey} = :partition",
            ExpressionAttributeValues = new() { [":partition"] = new AttributeValue(RecordKey.Rules(organisation)) },
            ConsistentRead = true,
            ScanIndexForward = false,
        };
        var items = await table.QueryAsync(request, max, cancellationToken);
        return await Task.WhenAll(items.Select(
            item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.RuleSet, cancellationToken)));
    }
}
