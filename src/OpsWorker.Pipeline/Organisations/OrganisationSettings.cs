using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Organisations;

/// <summary>Reads and changes the settings of an organisation.</summary>
public sealed class OrganisationSettings(IOrganisationStore organisations, AccessGuard access, AuditLog audit)
{
    /// <summary>The principal's organisation; null where it is gone.</summary>
    /// <exception cref="AccessDeniedException">The principal may not read.</exception>
    public async Task<Organisation?> GetAsync(Principal principal, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Read, target: null);
        return await organisations.GetAsync(principal.Organisation, cancellationToken);
    }

    /// <summary>The organisation of a principal that sees all of it, not a workspace alone; null where it is gone.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="target">What of it is read, for the audit log.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AccessDeniedException">The principal may not read all of it.</exception>
    public async Task<Organisation?> GetWholeAsync(Principal principal, string target, CancellationToken cancellationToken)
    {
        await access.DemandOfWholeAsync(principal, AccessScope.Read, target);
        return await organisations.GetAsync(principal.Organisation, cancellationToken);
    }

    /// <summary>Applies a change, again after a concurrent one; null where the organisation is gone.</summary>
    /// <param name="principal">The principal, of the organisation that is changed.</param>
    /// <param name="change">Gives the changed record; its version is set here.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AccessDeniedException">The principal may not change settings.</exception>
    public async Task<Organisation?> ChangeAsync(
        Principal principal, Func<Organisation, Organisation> change, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Organisation, target: null);
        while (await organisations.GetAsync(principal.Organisation, cancellationToken) is { } organisation)
        {
            var changed = change(organisation) with { Version = organisation.Version + 1 };
            if (!await organisations.TryPutAsync(changed, cancellationToken)) continue;
            await audit.RecordAsync(principal, AuditActions.OrganisationChange, target: null, Describe(changed));
            return changed;
        }

        return null;
    }

    private static string Describe(Organisation organisation)
    {
        var hour = organisation.DigestHour ?? Organisation.DefaultDigestHour;
        var daily = organisation.DailyDigestOff ? "off" : "on";
        var weekly = organisation.WeeklyDigestDay?.ToString() ?? "off";
        return $"time zone {organisation.TimeZone}, digest at {hour}, daily {daily}, weekly {weekly}, "
            + $"channel {organisation.DigestChannel ?? "of the incidents"}";
    }
}
