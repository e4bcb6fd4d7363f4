using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>An alert's incident, before the alert and with it.</summary>
/// <param name="Before">The incident before; null where the alert opened it.</param>
/// <param name="After">The incident as it is stored.</param>
internal sealed record Correlated(Incident? Before, Incident After);

/// <summary>
/// Takes an alert into its incident, or opens one. Incidents and their keys are changed by conditional writes: whoever loses a race
/// decides again by what is stored.
/// </summary>
public sealed class IncidentCorrelator(
    IIncidentStore incidents, IInvestigationStore investigations, IClusterStore clusters, TimeProvider time)
{
    private static readonly TimeSpan s_previousWithin = TimeSpan.FromDays(7);

    /// <summary>The incident with the alert taken in; null where the alert belongs to none.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="known">The alert as it was stored before; null where it is new.</param>
    /// <param name="rule">The rule that decided.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    internal async Task<Correlated?> CorrelateAsync(Alert alert, Alert? known, Rule rule, CancellationToken cancellationToken)
    {
        var cluster = AlertCluster.Of(alert.Labels, await clusters.ListAsync(alert.Organisation, cancellationToken));
        var correlation = rule.GroupBy.Count == 0
            ? Correlation.ByTopology(alert, cluster.Key)
            : Correlation.ByLabels(alert, rule.Id, rule.GroupBy);
        while (true)
        {
            var (incident, previous) = await FindAsync(alert, known, correlation, cancellationToken);
            if (incident is null)
            {
                if (alert.Status == AlertStatus.Resolved) return null;
                var opened = await OpenAsync(alert, correlation, rule, cluster, previous, cancellationToken);
                if (await incidents.TryCreateAsync(opened, cancellationToken)) return new Correlated(null, opened);
                continue;
            }

            var isCounted = known?.IncidentId == incident.Id;
            if (await ChangeAsync(incident, alert, correlation, isCounted, cancellationToken) is not { } changed)
            {
                return isCounted || IncidentChanges.Lists(incident, alert) ? new Correlated(incident, incident) : null;
            }

            if (await incidents.TryUpdateAsync(changed, cancellationToken)) return new Correlated(incident, changed);
        }
    }

    // An alert stays with the incident that it joined; a message that is repeated finds the one it opened by its id.
    private async Task<(Incident? Incident, Incident? Previous)> FindAsync(
        Alert alert, Alert? known, Correlation correlation, CancellationToken cancellationToken)
    {
        var id = known?.IncidentId ?? Incident.IdOf(alert.Id);
        if (await incidents.GetAsync(alert.Organisation, id, cancellationToken) is { } own) return (own, null);

        Incident? previous = null;
        foreach (var key in correlation.Lookups)
        {
            if (await incidents.FindAsync(alert.Organisation, key, cancellationToken) is not { } found) continue;
            if (found.Status == IncidentStatus.Open && correlation.Joins(found, key, alert)) return (found, null);
            if (key != correlation.Key || found.Status != IncidentStatus.Resolved) continue;
            if (IncidentChanges.Reopens(found, alert)) return (found, null);
            previous = found;
        }

        return (null, previous);
    }

    private async Task<Incident> OpenAsync(
        Alert alert, Correlation correlation, Rule rule, AlertCluster cluster, Incident? previous, CancellationToken cancellationToken)
    {
        var opened = IncidentChanges.Open(alert, correlation, rule.Id, cluster, time.GetUtcNow());
        opened = opened with
        {
            Aliases = await FreeAsync(opened, opened.Aliases, cancellationToken),
            Previous = previous is null ? null : await PreviousAsync(previous, alert, cancellationToken),
        };
        return rule.Action == RuleAction.Investigate ? AttemptPolicy.WithFirst(opened) : opened;
    }

    private async Task<Incident?> ChangeAsync(
        Incident incident, Alert alert, Correlation correlation, bool isCounted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (IncidentChanges.With(incident, alert, correlation, now, isCounted) is not { } changed) return null;
        if (changed.Status == IncidentStatus.Resolved)
        {
            // Only a person still wants to know.
            return changed.NextAttempt is { Reason: not AttemptReason.Requested } ? changed with { NextAttempt = null } : changed;
        }

        var latest = alert.Status == AlertStatus.Firing && incident.InvestigationId is { } id
            ? await investigations.GetAsync(incident.Organisation, id, cancellationToken)
            : null;
        changed = AttemptPolicy.With(changed, AttemptPolicy.AfterAlert(incident, changed, alert, latest, now));
        var held = incident.Status == IncidentStatus.Open ? incident.Aliases : [];
        var added = changed.Aliases.Except(held).ToList();
        return added.Count == 0 ? changed : changed with { Aliases = [.. held, .. await FreeAsync(incident, added, cancellationToken)] };
    }

    private async Task<IReadOnlyList<string>> FreeAsync(Incident incident, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var free = new List<string>();
        foreach (var key in keys)
        {
            var holder = await incidents.FindAsync(incident.Organisation, key, cancellationToken);
            if (holder is not { Status: IncidentStatus.Open } || holder.Id == incident.Id) free.Add(key);
        }

        return free;
    }

    private async Task<PreviousIncident?> PreviousAsync(Incident previous, Alert alert, CancellationToken cancellationToken)
    {
        if (previous.ResolvedAt is not { } end || end < alert.StartsAt - s_previousWithin) return null;
        var investigation = previous.InvestigationId is { } id
            ? await investigations.GetAsync(previous.Organisation, id, cancellationToken)
            : null;
        var cause = investigation?.Report is { Diagnosis.Causes.Count: > 0 } report ? report.Headline : null;
        return new PreviousIncident(previous.Id, previous.StartsAt, end, cause);
    }
}
