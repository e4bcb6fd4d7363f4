using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Incidents in the table. An open incident has a second item, which makes its correlation key unique; both are written in
/// one transaction. Open incidents never expire.
/// </summary>
public sealed class DynamoDbIncidentStore(RecordTable table) : IIncidentStore
{
    /// <inheritdoc/>
    public async Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Incident(organisation, id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<Incident?> FindOpenAsync(
        OrganisationId organisation, string correlationKey, CancellationToken cancellationToken)
    {
        var claim = await table.GetAsync(RecordKey.OpenIncident(organisation, correlationKey), cancellationToken);
        if (claim?.Text(RecordSchema.Target) is not { } id) return null;

        // The incident may have been resolved between the two reads.
        var incident = await GetAsync(organisation, id, cancellationToken);
        return incident?.Status == IncidentStatus.Open ? incident : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var item = await ItemAsync(incident, cancellationToken);
        return incident.Status == IncidentStatus.Open
            ? await table.Transactions.TryWriteAsync(
                cancellationToken, table.Transactions.Put(item, RecordCondition.IsNew), ClaimKey(incident))
            : await table.TryPutAsync(item, RecordCondition.IsNew, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var stored = await table.GetAsync(KeyOf(incident), cancellationToken);
        if (stored?.Number(RecordSchema.Version) != incident.Version - 1) return false;

        var item = await ItemAsync(incident, cancellationToken);
        var unchanged = RecordCondition.VersionIs(incident.Version - 1);
        if (stored.Text(RecordSchema.Status) == incident.Status.ToString())
        {
            return await table.TryPutAsync(item, unchanged, cancellationToken);
        }

        return await table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(item, unchanged),
            incident.Status == IncidentStatus.Open ? ClaimKey(incident) : ReleaseKey(incident));
    }

    /// <inheritdoc/>
    public Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(Listing(organisation), page, cancellationToken)
            .SelectAsync(item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Incident, cancellationToken));

    /// <inheritdoc/>
    /// <remarks>The index is eventually consistent: an incident that was just opened may be missing.</remarks>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken)
    {
        var claims = await table.QueryAsync(
            new QueryRequest
            {
                IndexName = RecordSchema.Index,
                KeyConditionExpression = $"{RecordSchema.IndexPartitionKey} = :listing",
                ExpressionAttributeValues = new() { [":listing"] = new AttributeValue(OpenListing(organisation)) },
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

    private TransactWriteItem ClaimKey(Incident incident) => table.Transactions.Put(
        RecordKey.OpenIncident(incident.Organisation, incident.CorrelationKey).ToItem()
            .ListedIn(OpenListing(incident.Organisation), RecordListing.SortKey(incident.OpenedAt, incident.Id))
            .With(RecordSchema.Target, incident.Id),
        RecordCondition.IsNew);

    private TransactWriteItem ReleaseKey(Incident incident) => table.Transactions.Delete(
        RecordKey.OpenIncident(incident.Organisation, incident.CorrelationKey),
        RecordCondition.Is(RecordSchema.Target, incident.Id));
}
