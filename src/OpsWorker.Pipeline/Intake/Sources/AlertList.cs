using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads lists of alerts: those that Prometheus and vmalert post to an Alertmanager, whose end lies ahead while the alert
/// fires, and those that Alertmanager's API answers, which have a state.
/// </summary>
internal static class AlertList
{
    public static bool Resembles(JsonElement payload) => payload.ValueKind == JsonValueKind.Array
        && payload.EnumerateArray().Any(alert => Shape.Has(alert, "labels", "startsAt") || Shape.Has(alert, "labels", "generatorURL"));

    public static void Read(IReadOnlyList<PayloadPlace> alerts, BatchReader batch)
    {
        if (alerts.Count == 0) throw new InvalidPayloadException("", "Is empty; at least one alert was expected.");
        batch.ReadEach(alerts, node => ReadAlert(node, batch));
    }

    private static AlertDraft? ReadAlert(PayloadNode node, BatchReader batch)
    {
        var state = (node.Child("status")?.Scalar("state") ?? node.Scalar("state"))?.ToLowerInvariant();
        if (state is "suppressed" or "pending")
        {
            batch.Skip(node.Path, $"Is {state}: it does not fire.");
            return null;
        }

        var labels = node.Texts("labels");
        if (labels.Count == 0) throw node.Invalid("labels", "Is missing; the alert's labels were expected.");
        var annotations = node.Texts("annotations");
        var endsAt = node.Time("endsAt");
        return new AlertDraft
        {
            Name = labels.GetValueOrDefault("alertname"),
            Status = state is "inactive" || (state is null && endsAt <= batch.ReceivedAt) ? AlertStatus.Resolved : AlertStatus.Firing,
            Summary = annotations.GetValueOrDefault("summary") ?? annotations.GetValueOrDefault("message"),
            Description = annotations.GetValueOrDefault("description"),
            Labels = labels,
            Annotations = annotations,
            StartsAt = node.Time("startsAt") ?? node.Time("activeAt"),
            EndsAt = endsAt,
            Fingerprint = node.Scalar("fingerprint"),
            GeneratorUrl = node.Scalar("generatorURL"),
            Original = node.Json,
        };
    }
}
