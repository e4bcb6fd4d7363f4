using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads Uptime Kuma's webhooks with their preset body.</summary>
public sealed class UptimeKumaSource : IAlertSource
{
    /// <inheritdoc/>
    public string Name => "uptimekuma";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Has(payload, "heartbeat", "monitor", "msg");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), root =>
        ReadHeartbeat(root, batch));

    private static AlertDraft? ReadHeartbeat(PayloadNode root, BatchReader batch)
    {
        var message = root.Scalar("msg");
        if (root.Child("heartbeat") is not { } heartbeat)
        {
            batch.Skip("heartbeat", message is null
                ? "Is missing: the message is about no monitor." : "Is missing: the message is a test or about no monitor's state.");
            return null;
        }

        AlertStatus? status = heartbeat.Scalar("status") switch
        {
            "0" or "false" => AlertStatus.Firing,
            "1" or "true" => AlertStatus.Resolved,
            "2" or "3" => null,
            var other => throw heartbeat.Invalid("status",
                $"Is {PayloadNode.Short(other)}; 0 (down), 1 (up), 2 (pending) or 3 (maintenance) was expected."),
        };
        if (status is null)
        {
            batch.Skip("heartbeat.status", "The monitor is pending or in maintenance: it neither fires nor is resolved.");
            return null;
        }

        var monitor = root.Child("monitor");
        return new AlertDraft
        {
            Name = monitor?.First("name", "pathName") ?? message,
            Status = status.Value,
            Severity = status == AlertStatus.Firing ? Severity.Error : Severity.Unknown,
            Summary = message,
            Description = heartbeat.Scalar("msg"),
            Labels = Labels(monitor),
            Annotations = heartbeat.Scalars(),
            EventAt = heartbeat.Instant("time"),
            Fingerprint = heartbeat.First("monitorID", "monitor_id") ?? monitor?.First("id", "name"),
            GeneratorUrl = monitor?.Scalar("url") is { Length: > 8 } url ? url : null,
            Original = root.Json,
        };
    }

    private static Dictionary<string, string> Labels(PayloadNode? monitor)
    {
        var labels = new Dictionary<string, string>();
        string[] kept = ["type", "hostname", "url", "port"];
        foreach (var name in kept)
        {
            if (monitor?.Scalar(name) is { } value) labels[name == "type" ? "monitor_type" : name] = value;
        }

        foreach (var place in monitor?.Items("tags") ?? [])
        {
            if (place.Element.ValueKind == JsonValueKind.Object
                && place.Node().Scalar("name") is { } tag) labels.TryAdd(tag, place.Node().Scalar("value") ?? "");
        }

        return labels;
    }
}
