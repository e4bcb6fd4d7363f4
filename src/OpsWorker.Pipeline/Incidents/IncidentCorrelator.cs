using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>An alert's incident, before the alert and with it.</summary>
/// <param name="Before">The incident before; null where the alert opened it.</param>
/// <param name="After">The incident as it is stored.</param>
internal sealed record Correlated(Incident? Before, Incident After);

/// <summary>
/// Takes an alert into its incident, or opens one. Incidents and their keys are changed by conditional writes: whoever loses a race
/// decides again by what is stored.
/// </summary>
public sealed class IncidentCorrelator(IIncidentStore incidents, IInvestigationStore investigations, TimeProvider time)
{
    private static readonly TimeSpan s_previousWithin = TimeSpan.FromDays(7);

    /// <summary>The incident with the alert taken in; null where the alert belongs to none.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="known">The alert as it was stored before; null where it is new.</param>
    /// <param name="decision">The decision of the rules; a suppressed alert opens nothing.</param>
    /// <param name="cluster">The alert's cluster.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    internal async Task<Correlated?> CorrelateAsync(
        Alert alert, Alert? known, RuleDecision decision, AlertCluster cluster, CancellationToken cancellationToken)
    {
        var correlation = decision.GroupBy.Count == 0
            ? Correlation.ByTopology(alert, cluster.Key)
            : Correlation.ByLabels(alert, decision.DecidedBy, decision.GroupBy);
        while (true)
        {
            var (incident, previous) = await FindAsync(alert, known, correlation, cancellationToken);
            if (incident is null)
            {
                if (alert.Status == AlertStatus.Resolved || decision.Action == RuleAction.Suppress) return null;
                var opened = await OpenAsync(alert, correlation, decision, cluster, previous, cancellationToken);
                if (await incidents.TryCreateAsync(opened, cancellationToken)) return new Correlated(null, opened);
                continue;
            }

            var isCounted = known?.IncidentId == incident.Id;
            if (await ChangeAsync(incident, alert, correlation, decision, isCounted, cancellationToken) is not { } changed)
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
        Alert alert,
        Correlation correlation,
        RuleDecision decision,
        AlertCluster cluster,
        Incident? previous,
        CancellationToken cancellationToken)
    {
        var opened = IncidentChanges.Open(alert, correlation, decision, cluster, time.GetUtcNow());
        opened = opened with
        {
            Aliases = await FreeAsync(opened, opened.Aliases, cancellationToken),
            Previous = previous is null ? null : await PreviousAsync(previous, alert, cancellationToken),
            Silenced = previous?.Silenced is { } silence && silence.HoldsAt(time.GetUtcNow()) ? silence : null,
        };
        var why = await WhyNotInvestigatedAsync(alert, correlation, decision, cancellationToken);
        return why is null ? AttemptPolicy.WithFirst(opened) : opened with { WhyNotInvestigated = why };
    }

    private async Task<string?> WhyNotInvestigatedAsync(
        Alert alert, Correlation correlation, RuleDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Action != RuleAction.Investigate) return $"Rule {decision.DecidedBy} asks for no investigation.";
        if (decision.Cooldown is not { } cooldown) return null;
        var limit = new InvestigationLimit(alert, correlation, decision.DecidedBy, cooldown);
        return await limit.IsReachedAsync(incidents, time.GetUtcNow(), cancellationToken)
            ? FormattableString.Invariant(
                $"Rule {decision.DecidedBy} allows {cooldown.Max} investigated in {cooldown.Minutes} minutes, for each {cooldown.Per}.")
            : null;
    }

    private async Task<Incident?> ChangeAsync(
        Incident incident,
        Alert alert,
        Correlation correlation,
        RuleDecision decision,
        bool isCounted,
        CancellationToken cancellationToken)
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
        changed = AttemptPolicy.With(changed, AttemptPolicy.AfterAlert(incident, changed, alert, latest, now)) with
        {
            Tags = [.. changed.Tags.Union(decision.Tags).Take(Incident.MaxTags)],
        };
        if (changed.InvestigationId is null && alert.Status == AlertStatus.Firing
            && await WhyNotInvestigatedAsync(alert, correlation, decision, cancellationToken) is null)
        {
            // It was only shown, and an alert joins that is investigated.
            changed = AttemptPolicy.WithFirst(changed) with { WhyNotInvestigated = null };
        }

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
