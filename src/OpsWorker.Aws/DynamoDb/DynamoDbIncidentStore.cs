using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Incidents in the table. A second item for each correlation key names the incident that holds it; both are written in one
/// transaction, so a key has one open incident. Open incidents never expire.
/// </summary>
public sealed class DynamoDbIncidentStore(RecordTable table) : IIncidentStore
{
    private static readonly string s_beforeAll = RecordListing.SortKey(DateTimeOffset.MinValue, "");

    private readonly IncidentItems _items = new(table);

    /// <inheritdoc/>
    public async Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Incident(organisation, id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Incident>> FindAsync(
        OrganisationId organisation, IReadOnlyCollection<string> correlationKeys, CancellationToken cancellationToken)
    {
        var keys = correlationKeys.Distinct().ToDictionary(key => RecordKey.IncidentKey(organisation, key).Partition);
        var claims = await table.GetAllAsync(keys.Values.Select(key => RecordKey.IncidentKey(organisation, key)), cancellationToken);
        var targets = claims.ToDictionary(
            claim => keys[claim.Text(RecordSchema.PartitionKey)!], claim => claim.Text(RecordSchema.Target)!);
        var byId = await ReadAllAsync(organisation, targets.Values, cancellationToken);
        return targets.Where(target => byId.ContainsKey(target.Value)).ToDictionary(target => target.Key, target => byId[target.Value]);
    }

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken) =>
        await _items.TryWriteAsync(await _items.CreateAsync(incident, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var key = RecordKey.Incident(incident.Organisation, incident.Id);
        var stored = await table.GetAsync(key, cancellationToken);
        if (stored?.Number(RecordSchema.Version) != incident.Version - 1) return false;

        var before = await table.Documents.ReadAsync(incident.Organisation, stored, CoreJson.Default.Incident, cancellationToken);
        return await _items.TryWriteAsync(await _items.UpdateAsync(before, incident, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(IncidentItems.Listing(organisation), page, cancellationToken)
            .SelectAsync(item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken));

    /// <inheritdoc/>
    /// <remarks>The index is eventually consistent: an incident that was just opened may be missing.</remarks>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken, Incident? after = null)
    {
        var claims = await table.QueryAsync(
            new QueryRequest
            {
                IndexName = RecordSchema.Index,
                KeyConditionExpression = $"{RecordSchema.IndexPartitionKey} = :listing AND {RecordSchema.IndexSortKey} > :after",
                ExpressionAttributeValues = new()
                {
                    [":listing"] = new AttributeValue(IncidentItems.OpenListing(organisation)),
                    [":after"] = new AttributeValue(after is null ? s_beforeAll : RecordListing.SortKey(after.OpenedAt, after.Id)),
                },
            },
            max,
            cancellationToken);
        var byId = await ReadAllAsync(organisation, claims.Select(claim => claim.Text(RecordSchema.Target)!), cancellationToken);

        // The incident may have been resolved since the claim was read.
        return [.. claims.Select(claim => byId.GetValueOrDefault(claim.Text(RecordSchema.Target)!))
            .OfType<Incident>().Where(incident => incident.Status == IncidentStatus.Open)];
    }

    private async Task<Dictionary<string, Incident>> ReadAllAsync(
        OrganisationId organisation, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var items = await table.GetAllAsync(ids.Select(id => RecordKey.Incident(organisation, id)), cancellationToken);
        var incidents = await Task.WhenAll(
            items.Select(item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken)));
        return incidents.ToDictionary(incident => incident.Id);
    }
}
