namespace OpsWorker.Core.Incidents;

/// <summary>Looks incidents up by one key.</summary>
public static class IncidentKeys
{
    /// <summary>The incident that holds the correlation key, or held it last; null where none did.</summary>
    public static async Task<Incident?> FindAsync(
        this IIncidentStore incidents, OrganisationId organisation, string correlationKey, CancellationToken cancellationToken) =>
        (await incidents.FindAsync(organisation, [correlationKey], cancellationToken)).GetValueOrDefault(correlationKey);
}
