using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The rules by which alerts open, join and resolve an incident. Pure.</summary>
internal static class IncidentChanges
{
    private const int MaxTitle = 200;

    public static Incident Open(Alert alert, RuleDecision decision, string? clusterId, DateTimeOffset now)
    {
        var id = Incident.IdOf(alert.Id);
        return new Incident
        {
            Id = id,
            Organisation = alert.Organisation,
            CorrelationKey = decision.CorrelationKey,
            Title = Title(alert),
            Severity = alert.Severity,
            Status = IncidentStatus.Open,
            ClusterId = clusterId,
            RuleId = decision.Rule.Id,
            Labels = alert.Labels,
            Alerts = [Entry(alert)],
            AlertCount = 1,
            StartsAt = alert.StartsAt,
            OpenedAt = now,
            UpdatedAt = now,
            InvestigationId = Investigation.IdOf(id, attempt: 1),
        };
    }

    /// <summary>The incident with the alert's state taken in; null where that changes nothing.</summary>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="alert">The alert that belongs to it.</param>
    /// <param name="now">The time.</param>
    /// <param name="isCounted">Whether the alert is known to belong to it already, though it may not be listed.</param>
    public static Incident? With(Incident incident, Alert alert, DateTimeOffset now, bool isCounted = false)
    {
        var known = incident.Alerts.FirstOrDefault(a => a.Id == alert.Id);
        if (known is null && isCounted) return null;
        if (known is not null && (known.Status == alert.Status || known.Status == AlertStatus.Resolved)) return null;
        var alerts = known is null ? Add(incident.Alerts, alert) : [.. incident.Alerts.Select(a => a.Id == alert.Id ? Entry(alert) : a)];
        var leads = alert.Severity > incident.Severity || (alert.Severity == incident.Severity && alert.StartsAt < incident.StartsAt);
        var resolved = alerts.All(a => a.Status == AlertStatus.Resolved);
        return incident with
        {
            Alerts = alerts,
            AlertCount = known is null ? incident.AlertCount + 1 : incident.AlertCount,
            Title = leads ? Title(alert) : incident.Title,
            Labels = leads ? alert.Labels : incident.Labels,
            Severity = alert.Severity > incident.Severity ? alert.Severity : incident.Severity,
            StartsAt = alert.StartsAt < incident.StartsAt ? alert.StartsAt : incident.StartsAt,
            Status = resolved ? IncidentStatus.Resolved : IncidentStatus.Open,
            ResolvedAt = resolved ? now : null,
            UpdatedAt = now,
            Version = incident.Version + 1,
        };
    }

    private static IReadOnlyList<IncidentAlert> Add(IReadOnlyList<IncidentAlert> alerts, Alert alert) =>
        alerts.Count < Incident.MaxAlerts ? [.. alerts, Entry(alert)] : alerts;

    private static IncidentAlert Entry(Alert alert) =>
        new() { Id = alert.Id, Name = Cut(alert.Name), Status = alert.Status, StartsAt = alert.StartsAt };

    private static string Title(Alert alert) => Cut(alert.Summary is { Length: > 0 } summary ? summary : alert.Name);

    // An incident lists many alerts; each by a line, so that its record stays of a size that can be stored.
    private static string Cut(string line)
    {
        if (line.Length <= MaxTitle) return line;
        var end = char.IsHighSurrogate(line[MaxTitle - 2]) ? MaxTitle - 2 : MaxTitle - 1;
        return line[..end] + "…";
    }
}
