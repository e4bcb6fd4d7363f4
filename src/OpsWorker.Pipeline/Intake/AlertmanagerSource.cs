using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Reads Alertmanager's webhook payload, version 4 (Prometheus documentation, "Alertmanager configuration",
/// <c>webhook_config</c>).
/// </summary>
public sealed class AlertmanagerSource : IAlertSource
{
    private const string Version = "4";

    /// <inheritdoc/>
    public string Name => "alertmanager";

    /// <inheritdoc/>
    public AlertBatch Read(JsonElement payload, OrganisationId organisation, DateTimeOffset receivedAt)
    {
        var root = PayloadNode.Root(payload);
        var version = root.Text("version");
        if (version != Version)
        {
            throw new InvalidPayloadException("version", $"Is {version ?? "missing"}; \"{Version}\" was expected.");
        }

        var alerts = root.Array("alerts", IntakeLimits.MaxAlerts);
        if (alerts.Count == 0) throw new InvalidPayloadException("alerts", "Is empty; at least one alert was expected.");
        var groupStatus = Status(root) ?? AlertStatus.Firing;
        return new AlertBatch(
            [.. alerts.Select(alert => ReadAlert(alert, groupStatus, organisation, receivedAt))],
            root.Count("truncatedAlerts"));
    }

    private Alert ReadAlert(PayloadNode node, AlertStatus groupStatus, OrganisationId organisation, DateTimeOffset receivedAt)
    {
        node.RequireAtMost(IntakeLimits.MaxAlertBytes);
        var labels = node.Texts("labels");
        var annotations = node.Texts("annotations");
        var startsAt = node.Time("startsAt") ?? throw node.Invalid("startsAt", "Is missing; an RFC 3339 time was expected.");
        var status = Status(node) ?? groupStatus;
        var fingerprint = node.Text("fingerprint") is { Length: > 0 } given ? given : Fingerprints.Of(labels);
        return new Alert
        {
            Id = Alert.IdOf(organisation, Name, fingerprint, startsAt),
            Organisation = organisation,
            Source = Name,
            Fingerprint = fingerprint,
            Status = status,
            Name = Given(labels, "alertname") ?? "unnamed alert",
            Severity = Severities.Parse(labels.GetValueOrDefault("severity")),
            Summary = Given(annotations, "summary") ?? Given(annotations, "message"),
            Description = Given(annotations, "description"),
            Labels = labels,
            Annotations = annotations,
            StartsAt = startsAt,
            EndsAt = status == AlertStatus.Resolved ? EndOf(node, startsAt, receivedAt) : null,
            ReceivedAt = receivedAt,
            GeneratorUrl = node.Text("generatorURL") is { Length: > 0 } url ? url : null,
        };
    }

    private static string? Given(IReadOnlyDictionary<string, string> texts, string name) =>
        texts.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    // Senders write "no end yet" as the year 1 or as 1970: an end before the start is none.
    private static DateTimeOffset EndOf(PayloadNode node, DateTimeOffset startsAt, DateTimeOffset receivedAt) =>
        node.Time("endsAt") is { } end && end >= startsAt ? end : receivedAt;

    private static AlertStatus? Status(PayloadNode node) => node.Text("status") switch
    {
        "firing" => AlertStatus.Firing,
        "resolved" => AlertStatus.Resolved,
        null or "" => null,
        var other => throw node.Invalid("status", $"Is \"{other}\"; \"firing\" or \"resolved\" was expected."),
    };
}
