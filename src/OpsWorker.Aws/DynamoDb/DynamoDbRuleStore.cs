using OpsWorker.Core;
using OpsWorker.Core.Rules;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Rules in the table: a partition for each organisation, of which at most 1,000 rules are read.</summary>
public sealed class DynamoDbRuleStore(RecordTable table) : IRuleStore
{
    private const int MaxRules = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rule>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var items = await table.ReadPartitionAsync(RecordKey.Rules(organisation), MaxRules, cancellationToken);
        var rules = await Task.WhenAll(items.Select(
            item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Rule, cancellationToken)));
        return [.. rules.OrderBy(rule => rule.Order).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task PutAsync(Rule rule, CancellationToken cancellationToken)
    {
        var key = RecordKey.Rule(rule.Organisation, rule.Id);
        var item = RecordDocuments.ToPermanentItem(key, rule, CoreJson.Default.Rule);
        await table.TryPutAsync(item, condition: null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        table.TryDeleteAsync(RecordKey.Rule(organisation, id), cancellationToken);
}
