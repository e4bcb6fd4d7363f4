using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers.Webhooks;

/// <summary>The body of a webhook.</summary>
internal sealed record WebhookEvent
{
    private const int MaxLabels = 64;

    /// <summary>The same at every repetition.</summary>
    public required string Id { get; init; }

    /// <summary>The occasion.</summary>
    public required IncidentStep Type { get; init; }

    public required WebhookIncident Incident { get; init; }

    /// <summary>The best cause; null where none was found.</summary>
    public WebhookCause? Cause { get; init; }

    /// <summary>The conclusion in one line; null without a report.</summary>
    public string? Headline { get; init; }

    public static WebhookEvent Of(StagedMessage message)
    {
        var (view, incident) = (message.View, message.View.Incident);
        return new WebhookEvent
        {
            Id = message.Id,
            Type = message.Step,
            Incident = new WebhookIncident(
                incident.Id,
                incident.Organisation.Value,
                incident.Title,
                incident.Status,
                incident.Severity,
                incident.ClusterName,
                incident.StartsAt,
                incident.ResolvedAt,
                incident.AlertCount,
                incident.Labels.Take(MaxLabels).ToDictionary(label => label.Key, label => label.Value),
                incident.Tags),
            Cause = view.Report?.Diagnosis.Causes is [var best, ..] ? WebhookCause.Of(best) : null,
            Headline = view.Report?.Headline,
        };
    }
}

/// <summary>The incident of a webhook.</summary>
internal sealed record WebhookIncident(
    string Id,
    string Organisation,
    string Title,
    IncidentStatus Status,
    Severity Severity,
    string? Cluster,
    DateTimeOffset StartsAt,
    DateTimeOffset? ResolvedAt,
    int AlertCount,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<string> Tags);

/// <summary>The cause of a webhook.</summary>
internal sealed record WebhookCause(
    CauseCode Code, string Object, double Confidence, string Summary, string Remedy, IReadOnlyList<string> Commands)
{
    public static WebhookCause Of(RankedCause cause) => new(
        cause.Finding.Cause,
        cause.Finding.Object.ToString(),
        cause.Confidence,
        cause.Finding.Summary,
        cause.Finding.Remedy.Text,
        cause.Finding.Remedy.Commands);
}
