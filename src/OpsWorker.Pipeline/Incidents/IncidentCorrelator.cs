using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Takes alerts into their incident, or opens one. Nothing is stored: a caller whose result is refused when it stores it decides again
/// by what is stored then.
/// </summary>
public sealed class IncidentCorrelator(IIncidentStore incidents, IInvestigationStore investigations, TimeProvider time)
{
    private static readonly TimeSpan s_previousWithin = TimeSpan.FromDays(7);

    /// <summary>The incident with the first of the alerts, and with those after it that belong to the same.</summary>
    /// <param name="arrived">Alerts in order of arrival, at least one; the result has from one to all of them.</param>
    /// <param name="wasRefused">An earlier result was refused, so a part of what the alert led to may be stored.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    internal async Task<Correlated> CorrelateAsync(
        IReadOnlyList<ArrivedAlert> arrived, bool wasRefused, CancellationToken cancellationToken)
    {
        var first = arrived[0];
        var holders = new KeyHolders(incidents, first.Alert.Organisation);
        var (before, previous) = await FindAsync(first, wasRefused, holders, cancellationToken);
        if (before is null && (first.Alert.Status == AlertStatus.Resolved || first.Decision.Action == RuleAction.Suppress))
        {
            return new Correlated(null, null, [first.Alert with { IncidentId = null }]);
        }

        var (after, record) = before is null
            ? Opening(first, await OpenAsync(first, previous, holders, cancellationToken))
            : await WithAsync(before, first, holders, cancellationToken);
        var records = new List<Alert> { record };
        foreach (var next in arrived.Skip(1))
        {
            if (!next.Follows(after)) break;
            (after, record) = await WithAsync(after, next, holders, cancellationToken);
            records.Add(record);
        }

        // However many alerts join, it is one change.
        if (!ReferenceEquals(before, after)) after = after with { Version = before is null ? 1 : before.Version + 1 };
        return new Correlated(before, records.TrueForAll(alert => alert.IncidentId is null) ? null : after, records);
    }

    private static (Incident After, Alert Record) Opening(ArrivedAlert arrived, Incident opened) =>
        (opened, arrived.Alert with { IncidentId = opened.Id });

    private async Task<(Incident After, Alert Record)> WithAsync(
        Incident incident, ArrivedAlert arrived, KeyHolders holders, CancellationToken cancellationToken)
    {
        var changed = await ChangeAsync(incident, arrived, holders, cancellationToken);
        var belongs = changed is not null || arrived.Known?.IncidentId == incident.Id || IncidentChanges.Lists(incident, arrived.Alert);
        return (changed ?? incident, arrived.Alert with { IncidentId = belongs ? incident.Id : null });
    }

    // An alert stays with the incident that it joined; a message that is repeated finds the one it opened by its id.
    private async Task<(Incident? Incident, Incident? Previous)> FindAsync(
        ArrivedAlert arrived, bool wasRefused, KeyHolders holders, CancellationToken cancellationToken)
    {
        var (alert, correlation) = (arrived.Alert, arrived.Correlation);
        var id = arrived.Known?.IncidentId ?? Incident.IdOf(alert.Id);

        // What an alert opens is stored with the alert, so one that is not known has opened nothing unless it was tried before.
        var own = arrived.Known is null && !arrived.IsRepeated && !wasRefused
            ? null
            : await incidents.GetAsync(alert.Organisation, id, cancellationToken);
        if (own is not null && !(own.Status == IncidentStatus.Resolved && IncidentChanges.IsRepeatedLate(own, alert))) return (own, null);

        Incident? previous = null;
        await holders.ReadAsync([.. correlation.Lookups, .. correlation.Aliases], cancellationToken);
        foreach (var key in correlation.Lookups)
        {
            if (holders.Of(key) is not { } found) continue;
            if (found.Status == IncidentStatus.Open && correlation.Joins(found, key, alert)) return (found, null);
            if (key != correlation.Key || found.Status != IncidentStatus.Resolved) continue;
            if (IncidentChanges.Reopens(found, alert) && await IsFreeAsync(found, holders, cancellationToken)) return (found, null);
            previous = found;
        }

        if (own is not null && await IsFreeAsync(own, holders, cancellationToken)) return (own, null);

        return (null, previous);
    }

    private async Task<Incident> OpenAsync(
        ArrivedAlert arrived, Incident? previous, KeyHolders holders, CancellationToken cancellationToken)
    {
        var (alert, correlation) = (arrived.Alert, arrived.Correlation);
        var opened = IncidentChanges.Open(alert, correlation, arrived.Decision, arrived.Cluster, time.GetUtcNow());
        opened = opened with
        {
            Aliases = await FreeAsync(opened, opened.Aliases, holders, cancellationToken),
            Previous = previous is null ? null : await PreviousAsync(previous, alert, cancellationToken),
            Silenced = previous?.Silenced is { } silence && silence.HoldsAt(time.GetUtcNow()) ? silence : null,
        };
        var why = await WhyNotInvestigatedAsync(arrived, cancellationToken);
        return why is null ? AttemptPolicy.WithFirst(opened) : opened with { WhyNotInvestigated = why };
    }

    private async Task<string?> WhyNotInvestigatedAsync(ArrivedAlert arrived, CancellationToken cancellationToken)
    {
        var decision = arrived.Decision;
        if (decision.Action != RuleAction.Investigate) return $"Rule {decision.DecidedBy} asks for no investigation.";
        if (decision.Cooldown is not { } cooldown) return null;
        var limit = new InvestigationLimit(arrived.Alert, arrived.Correlation, decision.DecidedBy, cooldown);
        return await limit.IsReachedAsync(incidents, time.GetUtcNow(), cancellationToken)
            ? FormattableString.Invariant(
                $"Rule {decision.DecidedBy} allows {cooldown.Max} investigated in {cooldown.Minutes} minutes, for each {cooldown.Per}.")
            : null;
    }

    private async Task<Incident?> ChangeAsync(
        Incident incident, ArrivedAlert arrived, KeyHolders holders, CancellationToken cancellationToken)
    {
        var (alert, now) = (arrived.Alert, time.GetUtcNow());
        var isCounted = arrived.Known?.IncidentId == incident.Id;
        if (IncidentChanges.With(incident, alert, arrived.Correlation, arrived.Decision, now, isCounted) is not { } changed) return null;
        if (changed.Status == IncidentStatus.Resolved) return IncidentChanges.WithoutAutomaticAttempt(changed);

        var latest = AttemptPolicy.AsksForLatest(changed, alert) && incident.InvestigationId is { } id
            ? await investigations.GetAsync(incident.Organisation, id, cancellationToken)
            : null;
        changed = AttemptPolicy.With(changed, AttemptPolicy.AfterAlert(incident, changed, alert, latest, now)) with
        {
            Tags = [.. changed.Tags.Union(arrived.Decision.Tags).Take(Incident.MaxTags)],
        };
        if (changed.InvestigationId is null && alert.Status == AlertStatus.Firing
            && await WhyNotInvestigatedAsync(arrived, cancellationToken) is null)
        {
            // It was only shown, and an alert joins that is investigated.
            var terms = arrived.Decision.Terms ?? changed.Terms;
            changed = AttemptPolicy.WithFirst(changed) with { WhyNotInvestigated = null, Terms = terms };
        }

        var held = incident.Status == IncidentStatus.Open ? incident.Aliases : [];
        var added = changed.Aliases.Except(held).ToList();
        if (added.Count == 0) return changed;
        return changed with { Aliases = [.. held, .. await FreeAsync(incident, added, holders, cancellationToken)] };
    }

    // An incident that is opened again takes its key back, which another may hold by now.
    private static async Task<bool> IsFreeAsync(Incident incident, KeyHolders holders, CancellationToken cancellationToken)
    {
        var free = await FreeAsync(incident, [incident.CorrelationKey], holders, cancellationToken);
        return free.Count > 0;
    }

    private static async Task<IReadOnlyList<string>> FreeAsync(
        Incident incident, IReadOnlyList<string> keys, KeyHolders holders, CancellationToken cancellationToken)
    {
        await holders.ReadAsync(keys, cancellationToken);
        return [.. keys.Where(key => holders.Of(key) is not { Status: IncidentStatus.Open } holder || holder.Id == incident.Id)];
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
