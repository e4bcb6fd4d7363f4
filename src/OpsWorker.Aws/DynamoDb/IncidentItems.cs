using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>A conditional write of an incident.</summary>
/// <param name="Item">The incident's item.</param>
/// <param name="Condition">The condition on the stored item.</param>
/// <param name="Claims">The writes of the items of its keys, which belong to the same transaction.</param>
internal sealed record IncidentWrite(Item Item, RecordCondition Condition, IReadOnlyList<TransactWriteItem> Claims);

/// <summary>The items of an incident: its document, and one for each correlation key that it claims or releases.</summary>
internal sealed class IncidentItems(RecordTable table)
{
    /// <summary>The listing of all incidents.</summary>
    public static string Listing(OrganisationId organisation) => $"incidents#{organisation}";

    /// <summary>The listing of the open incidents.</summary>
    public static string OpenListing(OrganisationId organisation) => $"open-incidents#{organisation}";

    /// <summary>The write of a new incident.</summary>
    public async Task<IncidentWrite> CreateAsync(Incident incident, CancellationToken cancellationToken)
    {
        var item = await ItemAsync(incident, cancellationToken);
        var claimed = incident.Status == IncidentStatus.Open ? KeysOf(incident) : [];
        return new IncidentWrite(item, RecordCondition.IsNew, [.. claimed.Select(key => ClaimKey(incident, key))]);
    }

    /// <summary>The write of the next version of an incident.</summary>
    public async Task<IncidentWrite> UpdateAsync(Incident before, Incident after, CancellationToken cancellationToken) => new(
        await ItemAsync(after, cancellationToken), RecordCondition.VersionIs(after.Version - 1), ChangedClaims(before, after));

    /// <summary>Writes; false where a condition is not met.</summary>
    public Task<bool> TryWriteAsync(IncidentWrite write, CancellationToken cancellationToken) => write.Claims.Count == 0
        ? table.TryPutAsync(write.Item, write.Condition, cancellationToken)
        : table.Transactions.TryWriteAsync(
            cancellationToken, [table.Transactions.Put(write.Item, write.Condition), .. write.Claims]);

    private async Task<Item> ItemAsync(Incident incident, CancellationToken cancellationToken)
    {
        var key = RecordKey.Incident(incident.Organisation, incident.Id);
        var item = incident.Status == IncidentStatus.Open
            ? RecordDocuments.ToPermanentItem(key, incident, CoreJson.Default.Incident)
            : (await table.Documents.ToItemAsync(key, incident.Organisation, incident, CoreJson.Default.Incident, cancellationToken))
            .ExpiresAt(incident.UpdatedAt + table.Retention);
        return item.ListedIn(Listing(incident.Organisation), RecordListing.SortKey(incident.OpenedAt, incident.Id))
            .With(RecordSchema.Status, incident.Status.ToString())
            .WithVersion(incident.Version);
    }

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
