using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads Alertmanager's webhook payload (Prometheus documentation, "Alertmanager configuration", <c>webhook_config</c>), of
/// whatever version, and the alert list of its API.
/// </summary>
public sealed class AlertmanagerSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "alertmanager";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => AlertList.Resembles(payload)
        || (Shape.Has(payload, "groupKey", "receiver", "alerts") && Shape.Is(payload, "version", "4") && !GrafanaMarks.Any(payload));

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        if (payload.ValueKind == JsonValueKind.Array)
        {
            AlertList.Read(PayloadNode.Entries(payload), batch);
            return;
        }

        var root = PayloadNode.Root(payload);
        var alerts = root.Array("alerts");
        if (alerts.Count == 0) throw new InvalidPayloadException("alerts", "Is empty; at least one alert was expected.");
        var group = AlertGroup.Read(root);
        batch.ReadEach(alerts, node => ReadAlert(node, group, batch.ReceivedAt));
        batch.Truncate(root.Count("truncatedAlerts"));
    }

    private static AlertDraft ReadAlert(PayloadNode node, AlertGroup group, DateTimeOffset receivedAt)
    {
        var draft = group.Draft(node, receivedAt);
        return draft with { SilenceUrl = SilenceLink.Of(group.ExternalUrl, draft.Labels) };
    }
}
