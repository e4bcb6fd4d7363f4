using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Opens incidents, and takes alerts into them. Pure.</summary>
internal static class IncidentChanges
{
    /// <summary>The time after a resolution within which an alert that fires opens the incident again instead of a new one.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromMinutes(10);

    /// <summary>The incident that the alert opens.</summary>
    public static Incident Open(
        Alert alert, Correlation correlation, RuleDecision decision, AlertCluster cluster, DateTimeOffset now)
    {
        return new Incident
        {
            Id = Incident.IdOf(alert.Id),
            Organisation = alert.Organisation,
            CorrelationKey = correlation.Key,
            Aliases = [.. correlation.Aliases.Where(key => key != correlation.Key).Distinct().Take(Incident.MaxAliases)],
            Title = AlertDetails.Title(alert),
            Lead = AlertDetails.Lead(alert),
            Severity = alert.Severity,
            Status = IncidentStatus.Open,
            Workspace = alert.Workspace,
            ClusterId = cluster.Id,
            ClusterName = cluster.Name is { } name ? AlertDetails.Line(name) : null,
            RuleId = decision.DecidedBy,
            Route = decision.Route,
            Mention = decision.Mention,
            Replies = decision.Replies,
            Tags = [.. decision.Tags.Take(Incident.MaxTags)],
            Terms = decision.Terms,
            Escalation = decision.Escalation,
            Labels = alert.Labels,
            Alerts = [Entry(alert, correlation.Object, decision)],
            AlertCount = 1,
            StartsAt = alert.StartsAt,
            OpenedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>The incident with the alert's state taken in; null where that changes nothing.</summary>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="correlation">The alert's keys; its aliases that are free are added.</param>
    /// <param name="decision">What the rules say of the alert.</param>
    /// <param name="now">The time.</param>
    /// <param name="isCounted">The alert is known to belong to the incident already, though it may not be listed.</param>
    public static Incident? With(
        Incident incident, Alert alert, Correlation correlation, RuleDecision decision, DateTimeOffset now, bool isCounted = false)
    {
        var known = incident.Alerts.FirstOrDefault(entry => IsOf(entry, alert));
        if (known is null)
        {
            // An end of what was never seen to begin tells nothing.
            if (isCounted || alert.Status == AlertStatus.Resolved) return null;
            var joined = incident.Alerts.Count < Incident.MaxAlerts
                ? [.. incident.Alerts, Entry(alert, correlation.Object, decision)]
                : incident.Alerts;
            return Changed(Led(incident, alert), joined, now) with
            {
                AlertCount = incident.AlertCount + 1,
                Aliases = [.. incident.Aliases.Concat(correlation.Aliases).Append(correlation.Key)
                    .Where(key => key != incident.CorrelationKey).Distinct().Take(Incident.MaxAliases)],
                ReopenedAt = Reopened(incident, alert),
            };
        }

        if (After(known, alert) is not { } entry) return null;
        var alerts = incident.Alerts.Select(e => ReferenceEquals(e, known) ? entry : e).ToList();
        return alert.Status == AlertStatus.Firing
            ? Changed(Led(incident, alert), alerts, now) with { ReopenedAt = Reopened(incident, alert) }
            : Changed(incident, alerts, now);
    }

    /// <summary>The incident with alerts resolved that their senders have not repeated in time; itself where there are none.</summary>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="repeats">The last repeat of alerts by id; an alert that is not in it is left as it is.</param>
    /// <param name="now">The time.</param>
    public static Incident WithoutRepeats(Incident incident, IReadOnlyDictionary<string, DateTimeOffset> repeats, DateTimeOffset now)
    {
        if (incident.Status != IncidentStatus.Open) return incident;
        var alerts = incident.Alerts
            .Select(entry => repeats.TryGetValue(entry.Id, out var last) && IsOverdue(entry, last, now)
                ? entry with { Status = AlertStatus.Resolved, EndsAt = last, NotRepeatedSince = last }
                : entry)
            .ToList();
        if (alerts.SequenceEqual(incident.Alerts)) return incident;
        var changed = Changed(incident, alerts, now) with { Version = incident.Version };
        return changed.Status == IncidentStatus.Open ? changed : WithoutAutomaticAttempt(changed);
    }

    /// <summary>The resolved incident without its next attempt: only a person still wants to know.</summary>
    public static Incident WithoutAutomaticAttempt(Incident resolved) =>
        resolved.NextAttempt is { Reason: not AttemptReason.Requested } ? resolved with { NextAttempt = null } : resolved;

    /// <summary>The alert fires, and its sender has not repeated it in time.</summary>
    /// <param name="entry">The alert.</param>
    /// <param name="lastRepeat">The last time at which it was received.</param>
    /// <param name="now">The time.</param>
    public static bool IsOverdue(IncidentAlert entry, DateTimeOffset lastRepeat, DateTimeOffset now) =>
        entry is { Status: AlertStatus.Firing, ResolveTimeoutMinutes: { } minutes } && lastRepeat.AddMinutes(minutes) < now;

    /// <summary>The alert is resolved in the incident only because it was not repeated, and is repeated now.</summary>
    public static bool IsRepeatedLate(Incident incident, Alert alert) =>
        incident.Alerts.Any(entry => IsOf(entry, alert) && IsRepeatedLate(entry, alert));

    /// <summary>The alert fires so soon after the resolution that it is the same incident.</summary>
    public static bool Reopens(Incident incident, Alert alert) =>
        incident is { Status: IncidentStatus.Resolved, ResolvedAt: { } end }
        && alert.Status == AlertStatus.Firing && alert.StartsAt <= end + ReopenWithin;

    /// <summary>The incident lists the alert, or another event of it whose sender states no start.</summary>
    public static bool Lists(Incident incident, Alert alert) =>
        incident.Alerts.Any(entry => entry.Id == alert.Id || (alert.StartIsUnknown && IsOf(entry, alert)));

    // One entry for each source and fingerprint, whatever start the sender gives with its states. Records of earlier versions have
    // only ids.
    private static bool IsOf(IncidentAlert entry, Alert alert) => entry.Fingerprint.Length == 0
        ? entry.Id == alert.Id
        : entry.Fingerprint == AlertDetails.Line(alert.Fingerprint) && entry.Source == alert.Source;

    /// <summary>The entry after the state; null where the state is repeated, or older than what is known.</summary>
    private static IncidentAlert? After(IncidentAlert entry, Alert alert) => (entry.Status, alert.Status) switch
    {
        (AlertStatus.Firing, AlertStatus.Resolved) => EndOf(alert) < entry.StartsAt
            ? null
            : entry with { Status = AlertStatus.Resolved, EndsAt = EndOf(alert) },
        (AlertStatus.Resolved, AlertStatus.Resolved) when entry.NotRepeatedSince is not null && EndOf(alert) >= entry.StartsAt =>
            entry with { EndsAt = EndOf(alert), NotRepeatedSince = null },
        (AlertStatus.Resolved, AlertStatus.Firing) when IsRepeatedLate(entry, alert) =>
            entry with { Id = alert.Id, Status = AlertStatus.Firing, EndsAt = null, NotRepeatedSince = null },

        // Each event has an id of its own, by which the last repeat is found.
        (AlertStatus.Firing, AlertStatus.Firing) when alert.StartIsUnknown =>
            entry.ResolveTimeoutMinutes is null || entry.Id == alert.Id ? null : entry with { Id = alert.Id },
        (_, AlertStatus.Firing) => alert.StartsAt <= entry.StartsAt || (entry.EndsAt is { } end && alert.StartsAt < end)
            ? null
            : entry with
            {
                Id = alert.Id,
                Status = AlertStatus.Firing,
                StartsAt = alert.StartsAt,
                EndsAt = null,
                NotRepeatedSince = null,
                Occurrences = entry.Occurrences + 1,
            },
        _ => null,
    };

    // A delivery from before may come late.
    private static bool IsRepeatedLate(IncidentAlert entry, Alert alert) =>
        alert.Status == AlertStatus.Firing && alert.StartsAt <= entry.StartsAt && alert.ReceivedAt > entry.NotRepeatedSince;

    private static Incident Led(Incident incident, Alert alert)
    {
        var leads = alert.Severity > incident.Severity || (alert.Severity == incident.Severity && alert.StartsAt < incident.StartsAt);
        return incident with
        {
            Title = leads ? AlertDetails.Title(alert) : incident.Title,
            Lead = leads ? AlertDetails.Lead(alert) : incident.Lead,
            Labels = leads ? alert.Labels : incident.Labels,
            Severity = alert.Severity > incident.Severity ? alert.Severity : incident.Severity,
            StartsAt = alert.StartsAt < incident.StartsAt ? alert.StartsAt : incident.StartsAt,
        };
    }

    private static Incident Changed(Incident incident, IReadOnlyList<IncidentAlert> alerts, DateTimeOffset now)
    {
        var resolved = alerts.All(alert => alert.Status == AlertStatus.Resolved);
        return incident with
        {
            Alerts = alerts,
            Status = resolved ? IncidentStatus.Resolved : IncidentStatus.Open,
            ResolvedAt = resolved ? End(incident, alerts, now) : null,
            NotRepeatedSince = resolved ? alerts.Max(alert => alert.NotRepeatedSince) : null,
            Closed = resolved ? incident.Closed : null,
            Silenced = resolved && incident.Silenced is { Until: null } silence ? silence with { Until = now } : incident.Silenced,
            UpdatedAt = now,
            Version = incident.Version + 1,
        };
    }

    // Senders' clocks may be ahead, and records of earlier versions have no end.
    private static DateTimeOffset End(Incident incident, IReadOnlyList<IncidentAlert> alerts, DateTimeOffset now)
    {
        var end = alerts.Max(alert => alert.EndsAt ?? incident.StartsAt);
        if (end > now) end = now;
        return end < incident.StartsAt ? incident.StartsAt : end;
    }

    private static IReadOnlyList<DateTimeOffset> Reopened(Incident incident, Alert alert) => incident.Status == IncidentStatus.Open
        ? incident.ReopenedAt
        : [.. incident.ReopenedAt.Append(alert.StartsAt).TakeLast(Incident.MaxReopenings)];

    private static DateTimeOffset EndOf(Alert alert) => alert.EndsAt ?? alert.ReceivedAt;

    private static IncidentAlert Entry(Alert alert, string? about, RuleDecision decision) => new()
    {
        Id = alert.Id,
        Source = alert.Source,
        Fingerprint = AlertDetails.Line(alert.Fingerprint),
        Name = AlertDetails.Line(alert.Name),
        Object = about is null ? null : AlertDetails.Line(about),
        Status = alert.Status,
        StartsAt = alert.StartsAt,
        EndsAt = alert.EndsAt,
        ResolveTimeoutMinutes = ResolveTimeout.Of(alert, decision),
    };
}
