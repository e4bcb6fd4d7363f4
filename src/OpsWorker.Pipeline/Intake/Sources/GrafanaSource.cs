using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the webhooks of Grafana's unified alerting (Grafana documentation, "Webhook notifier") and those of the legacy alerting that it
/// replaced in version 9.
/// </summary>
public sealed class GrafanaSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "grafana";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) =>
        (Shape.Has(payload, "alerts") && GrafanaMarks.Any(payload)) || GrafanaLegacy.Resembles(payload);

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        var root = PayloadNode.Root(payload);
        if (!root.Has("alerts"))
        {
            batch.Read(new PayloadPlace(payload, ""), node => GrafanaLegacy.Read(node, batch));
            return;
        }

        AlertGroup.ReadAlerts(root, batch, Complete);
    }

    private static AlertDraft Complete(AlertDraft draft, PayloadNode node, AlertGroup group)
    {
        var annotations = new Dictionary<string, string>(draft.Annotations);
        if (node.Scalar("valueString") is { } values) annotations.TryAdd("valueString", values);
        foreach (var (name, value) in node.Child("values")?.Scalars() ?? []) annotations.TryAdd($"value {name}", value);
        return draft with
        {
            Annotations = annotations,
            DashboardUrl = AlertLinks.Absolute(node.Scalar("dashboardURL"), group.ExternalUrl),
            PanelUrl = AlertLinks.Absolute(node.First("panelURL", "imageURL"), group.ExternalUrl),
            SilenceUrl = AlertLinks.Absolute(node.Scalar("silenceURL"), group.ExternalUrl),
        };
    }
}
