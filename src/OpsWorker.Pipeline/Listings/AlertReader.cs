using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Listings;

/// <summary>Reads alerts for a principal, who needs <see cref="AccessScope.Read"/>.</summary>
public sealed class AlertReader(IAlertStore alerts, AccessGuard access)
{
    /// <summary>The alert; null where the organisation has none of that id.</summary>
    public async Task<Alert?> GetAsync(Principal principal, string id, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, id);
        var alert = await alerts.GetAsync(principal.Organisation, id, cancellationToken);
        return principal.Sees(alert?.Workspace) ? alert : null;
    }

    /// <summary>The alerts that are asked for, newest start first; see <see cref="FilteredPage"/>.</summary>
    public async Task<Page<Alert>> ListAsync(
        Principal principal, AlertFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await FilteredPage.ReadAsync<Alert>(
            page,
            alert => principal.Sees(alert.Workspace) && filter.Matches(alert),
            p => alerts.ListAsync(principal.Organisation, p, cancellationToken));
    }
}
