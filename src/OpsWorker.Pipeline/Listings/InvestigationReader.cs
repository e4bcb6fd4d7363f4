using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Listings;

/// <summary>Reads investigations for a principal, who needs <see cref="AccessScope.Read"/>.</summary>
public sealed class InvestigationReader(
    IInvestigationStore investigations, IJournalStore journal, IIncidentStore incidents, AccessGuard access)
{
    private static readonly IncidentFilter s_any = new();

    /// <summary>The investigation; null where the organisation has none of that id.</summary>
    public async Task<Investigation?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, id);
        return await FindAsync(principal, id, cancellationToken);
    }

    /// <summary>The journal of an investigation.</summary>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, id);
        return await FindAsync(principal, id, cancellationToken) is null
            ? []
            : await journal.ReadAsync(principal.Organisation, id, cancellationToken);
    }

    /// <summary>The investigations that are asked for, by time of request, newest first; see <see cref="FilteredPage"/>.</summary>
    public async Task<Page<Investigation>> ListAsync(
        Principal principal, InvestigationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await FilteredPage.ReadAsync<Investigation>(
            page,
            async investigation => filter.Matches(investigation)
                && await HasIncidentAsync(principal, investigation, filter.Incident, cancellationToken),
            p => investigations.ListAsync(principal.Organisation, p, cancellationToken));
    }

    // An investigation belongs to the workspace of its incident.
    private async Task<Investigation?> FindAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        var found = await investigations.GetAsync(principal.Organisation, id, cancellationToken);
        return found is not null && await HasIncidentAsync(principal, found, s_any, cancellationToken) ? found : null;
    }

    private async ValueTask<bool> HasIncidentAsync(
        Principal principal, Investigation investigation, IncidentFilter filter, CancellationToken cancellationToken)
    {
        if (filter == s_any && principal.Workspace is null) return true;
        var incident = await incidents.GetAsync(investigation.Organisation, investigation.IncidentId, cancellationToken);
        return incident is not null && principal.Sees(incident.Workspace) && filter.Matches(incident);
    }
}
