using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Listings;

/// <summary>Reads incidents for a principal, who needs <see cref="AccessScope.Read"/>.</summary>
public sealed class IncidentReader(IIncidentStore incidents, IInvestigationStore investigations, AccessGuard access)
{
    /// <summary>The incident; null where the organisation has none of that id.</summary>
    public async Task<Incident?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, id);
        var incident = await incidents.GetAsync(principal.Organisation, id, cancellationToken);
        return principal.Sees(incident?.Workspace) ? incident : null;
    }

    /// <summary>The investigations of the incident's attempts, oldest first.</summary>
    public async Task<IReadOnlyList<Investigation>> AttemptsAsync(
        Principal principal, Incident incident, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, incident.Id);
        return await investigations.EarlierAsync(principal.Organisation, incident.Id, before: incident.Attempt + 1, cancellationToken);
    }

    /// <summary>The open incidents that are asked for, of at most <see cref="PageRequest.MaxLimit"/>, newest first.</summary>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(
        Principal principal, IncidentFilter filter, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        var open = await incidents.ListOpenAsync(principal.Organisation, PageRequest.MaxLimit, cancellationToken);
        return [.. open.Reverse().Where(incident => principal.Sees(incident.Workspace) && filter.Matches(incident))];
    }

    /// <summary>The incidents that are asked for, by time of opening, newest first; see <see cref="FilteredPage"/>.</summary>
    public async Task<Page<Incident>> ListAsync(
        Principal principal, IncidentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await FilteredPage.ReadAsync<Incident>(
            page,
            async incident => principal.Sees(incident.Workspace)
                && filter.Matches(incident)
                && await HasCauseAsync(incident, filter, cancellationToken),
            p => incidents.ListAsync(principal.Organisation, p, cancellationToken));
    }

    private async ValueTask<bool> HasCauseAsync(Incident incident, IncidentFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Cause is not { } cause) return true;
        if (incident.InvestigationId is not { } id) return false;
        var latest = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        return latest?.Report?.Diagnosis.Verdict == cause;
    }
}
