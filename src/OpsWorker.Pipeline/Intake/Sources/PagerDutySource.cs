using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads PagerDuty's webhooks, version 3 (PagerDuty documentation, "Webhooks Overview").</summary>
public sealed class PagerDutySource : IAlertSource
{
    private const string EventPrefix = "incident.";

    // Events after which an incident is open, and those that change it and leave its status; what people write below it is no change.
    private static readonly string[] s_open = ["triggered", "acknowledged", "unacknowledged", "reopened", "escalated"];
    private static readonly string[] s_changes = ["priority_updated", "reassigned", "delegated"];

    /// <inheritdoc/>
    public string Name => "pagerduty";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(Shape.Child(payload, "event"), "event_type", "data");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), root => ReadEvent(root, batch));

    private static AlertDraft? ReadEvent(PayloadNode root, BatchReader batch)
    {
        var node = root.Child("event") ?? throw root.Invalid("event", "Is missing; a webhook of PagerDuty, version 3, was expected.");
        var type = node.Scalar("event_type")
            ?? throw node.Invalid("event_type", "Is missing; an event such as incident.triggered was expected.");
        if (StatusOf(type, node.Child("data")) is not { } status)
        {
            batch.Skip("event.event_type", "The event neither fires nor resolves an incident.");
            return null;
        }

        var incident = node.Child("data") ?? throw node.Invalid("data", "Is missing; the incident was expected.");
        var id = incident.Scalar("id") ?? throw incident.Invalid("id", "Is missing; the incident's id was expected.");
        return new AlertDraft
        {
            Name = incident.First("title", "summary"),
            Status = status,
            Severity = SeverityOf(incident),
            Description = incident.Child("body")?.Scalar("details"),
            Labels = Labels(incident),
            Annotations = incident.Scalars(),
            StartsAt = incident.Instant("created_at"),
            EventAt = node.Instant("occurred_at"),
            EndsAt = incident.Instant("resolved_at") ?? node.Instant("occurred_at"),
            Fingerprint = incident.Scalar("incident_key") ?? id,
            Occurrence = id,
            GeneratorUrl = incident.First("html_url", "self"),
            Original = root.Json,
        };
    }

    private static AlertStatus? StatusOf(string type, PayloadNode? data)
    {
        if (!type.StartsWith(EventPrefix, StringComparison.Ordinal)) return null;
        var change = type[EventPrefix.Length..];
        if (change == "resolved") return AlertStatus.Resolved;
        if (s_open.Contains(change)) return AlertStatus.Firing;
        return s_changes.Contains(change) ? StatusWords.Parse(data?.Scalar("status")) : null;
    }

    private static Severity SeverityOf(PayloadNode incident)
    {
        var priority = Severities.Parse(incident.Child("priority")?.First("summary", "name")?.Replace("-", "", StringComparison.Ordinal));
        return priority != Severity.Unknown ? priority : Severities.Parse(incident.Scalar("urgency"));
    }

    private static Dictionary<string, string> Labels(PayloadNode incident)
    {
        var labels = incident.Child("body")?.Child("details")?.Scalars() ?? [];
        if (incident.Child("service")?.First("summary", "name") is { } service) labels.TryAdd("pagerduty_service", service);
        if (incident.Scalar("urgency") is { } urgency) labels.TryAdd("urgency", urgency);
        return labels;
    }
}
