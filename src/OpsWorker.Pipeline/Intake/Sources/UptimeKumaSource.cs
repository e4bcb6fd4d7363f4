using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads Uptime Kuma's webhooks with their preset body, and the line of text of others.</summary>
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
            // An owner's template puts the line under a name of its own.
            if (root.Scalars().Values.Select(UptimeKumaMessage.Read).FirstOrDefault(draft => draft is not null) is { } stated)
            {
                return stated with { Annotations = root.Scalars(), Original = root.Json };
            }

            batch.Skip("heartbeat", "Is missing: the message is a test, or about no monitor's state.");
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
            Name = monitor?.First("name", "pathName") ?? UptimeKumaMessage.MonitorOf(message) ?? message,
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

        TagList.AddTo(labels, monitor?.Items("tags") ?? []);
        return labels;
    }
}
