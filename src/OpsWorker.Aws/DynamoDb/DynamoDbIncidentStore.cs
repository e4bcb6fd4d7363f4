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

    /// <inheritdoc/>
    public async Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Incident(organisation, id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<Incident?> FindAsync(
        OrganisationId organisation, string correlationKey, CancellationToken cancellationToken)
    {
        var claim = await table.GetAsync(RecordKey.IncidentKey(organisation, correlationKey), cancellationToken);
        return claim?.Text(RecordSchema.Target) is { } id ? await GetAsync(organisation, id, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var item = await ItemAsync(incident, cancellationToken);
        return incident.Status == IncidentStatus.Open
            ? await table.Transactions.TryWriteAsync(
                cancellationToken,
                [table.Transactions.Put(item, RecordCondition.IsNew), .. KeysOf(incident).Select(key => ClaimKey(incident, key))])
            : await table.TryPutAsync(item, RecordCondition.IsNew, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var stored = await table.GetAsync(KeyOf(incident), cancellationToken);
        if (stored?.Number(RecordSchema.Version) != incident.Version - 1) return false;

        var before = await table.Documents.ReadAsync(incident.Organisation, stored, CoreJson.Default.Incident, cancellationToken);
        var item = await ItemAsync(incident, cancellationToken);
        var unchanged = RecordCondition.VersionIs(incident.Version - 1);
        var claims = ChangedClaims(before, incident);
        return claims.Count == 0
            ? await table.TryPutAsync(item, unchanged, cancellationToken)
            : await table.Transactions.TryWriteAsync(cancellationToken, [table.Transactions.Put(item, unchanged), .. claims]);
    }

    /// <inheritdoc/>
    public Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(Listing(organisation), page, cancellationToken)
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
                    [":listing"] = new AttributeValue(OpenListing(organisation)),
                    [":after"] = new AttributeValue(after is null ? s_beforeAll : RecordListing.SortKey(after.OpenedAt, after.Id)),
                },
            },
            max,
            cancellationToken);
        var incidents = new List<Incident>();
        foreach (var claim in claims)
        {
            // The incident may have been resolved since the claim was read.
            var incident = await GetAsync(organisation, claim.Text(RecordSchema.Target)!, cancellationToken);
            if (incident?.Status == IncidentStatus.Open) incidents.Add(incident);
        }

        return incidents;
    }

    private static string Listing(OrganisationId organisation) => $"incidents#{organisation}";

    private static string OpenListing(OrganisationId organisation) => $"open-incidents#{organisation}";

    private async Task<Item> ItemAsync(Incident incident, CancellationToken cancellationToken)
    {
        var item = incident.Status == IncidentStatus.Open
            ? RecordDocuments.ToPermanentItem(KeyOf(incident), incident, CoreJson.Default.Incident)
            : (await table.Documents.ToItemAsync(
                KeyOf(incident), incident.Organisation, incident, CoreJson.Default.Incident, cancellationToken))
            .ExpiresAt(incident.UpdatedAt + table.Retention);
        return item.ListedIn(Listing(incident.Organisation), RecordListing.SortKey(incident.OpenedAt, incident.Id))
            .With(RecordSchema.Status, incident.Status.ToString())
            .WithVersion(incident.Version);
    }

    private static RecordKey KeyOf(Incident incident) => RecordKey.Incident(incident.Organisation, incident.Id);

    private List<TransactWriteItem> ChangedClaims(Incident before, Incident after)
    {
        var wasOpen = before.Status == IncidentStatus.Open;
        if (after.Status == IncidentStatus.Open)
        {
            var held = wasOpen ? KeysOf(before).ToHashSet() : [];
            return [.. KeysOf(after).Where(key => !held.Contains(key)).Select(key => ClaimKey(after, key))];
        }

        return wasOpen ? [.. KeysOf(before).Select(key => ReleaseKey(after, key))] : [];
    }

    // The first key's item stands for the incident in the listing of open ones.
    private TransactWriteItem ClaimKey(Incident incident, string key)
    {
        var claim = KeyItem(incident, key);
        if (key == incident.CorrelationKey)
        {
            claim.ListedIn(OpenListing(incident.Organisation), RecordListing.SortKey(incident.OpenedAt, incident.Id));
        }

        return table.Transactions.Put(claim, RecordCondition.IsNewOrStatusIs(IncidentStatus.Resolved));
    }

    private TransactWriteItem ReleaseKey(Incident incident, string key) => table.Transactions.Put(
        KeyItem(incident, key).ExpiresAt(incident.UpdatedAt + table.Retention),
        RecordCondition.Is(RecordSchema.Target, incident.Id));

    private static Item KeyItem(Incident incident, string key) => RecordKey.IncidentKey(incident.Organisation, key).ToItem()
        .With(RecordSchema.Target, incident.Id)
        .With(RecordSchema.Status, incident.Status.ToString());

    private static IEnumerable<string> KeysOf(Incident incident) => incident.Aliases.Prepend(incident.CorrelationKey).Distinct();
}
