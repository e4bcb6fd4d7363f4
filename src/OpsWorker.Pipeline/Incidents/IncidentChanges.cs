using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
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
            Alerts = [Entry(alert, correlation.Object)],
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
    /// <param name="now">The time.</param>
    /// <param name="isCounted">The alert is known to belong to the incident already, though it may not be listed.</param>
    public static Incident? With(Incident incident, Alert alert, Correlation correlation, DateTimeOffset now, bool isCounted = false)
    {
        var known = incident.Alerts.FirstOrDefault(entry => IsOf(entry, alert));
        if (known is null)
        {
            // An end of what was never seen to begin tells nothing.
            if (isCounted || alert.Status == AlertStatus.Resolved) return null;
            var joined = incident.Alerts.Count < Incident.MaxAlerts
                ? [.. incident.Alerts, Entry(alert, correlation.Object)]
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
        (AlertStatus.Firing, AlertStatus.Firing) when alert.StartIsUnknown => null,
        (_, AlertStatus.Firing) => alert.StartsAt <= entry.StartsAt || (entry.EndsAt is { } end && alert.StartsAt < end)
            ? null
            : entry with
            {
                Id = alert.Id,
                Status = AlertStatus.Firing,
                StartsAt = alert.StartsAt,
                EndsAt = null,
                Occurrences = entry.Occurrences + 1,
            },
        _ => null,
    };

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

    private static IncidentAlert Entry(Alert alert, string? about) => new()
    {
        Id = alert.Id,
        Source = alert.Source,
        Fingerprint = AlertDetails.Line(alert.Fingerprint),
        Name = AlertDetails.Line(alert.Name),
        Object = about is null ? null : AlertDetails.Line(about),
        Status = alert.Status,
        StartsAt = alert.StartsAt,
        EndsAt = alert.EndsAt,
    };
}
