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

        AlertGroup.ReadAlerts(
            PayloadNode.Root(payload),
            batch,
            (draft, _, group) => draft with { SilenceUrl = SilenceLink.Of(group.ExternalUrl, draft.Labels) });
    }
}
