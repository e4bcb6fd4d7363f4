using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads an alarm's change of state as EventBridge sends it, and as an alarm's action calls a Lambda function.</summary>
internal static class CloudWatchEvent
{
    public static AlertDraft? Read(PayloadNode node, PayloadNode detail, BatchReader batch)
    {
        var name = detail.Scalar("alarmName")
            ?? throw detail.Invalid("alarmName", "Is missing; an event \"CloudWatch Alarm State Change\" was expected.");
        var state = detail.Child("state") ?? throw detail.Invalid("state", "Is missing; the alarm's state was expected.");
        if (CloudWatchAlarm.StatusOf(state, state.Scalar("value"), "value", batch) is not { } status) return null;
        var configuration = detail.Child("configuration");
        var arn = node.List("resources") is { Count: > 0 } resources ? resources[0] : node.Scalar("alarmArn");
        var labels = new Dictionary<string, string>();
        CloudWatchAlarm.Add(labels, "aws_account", node.First("account", "accountId"));
        CloudWatchAlarm.Add(labels, "region", node.Scalar("region"));
        foreach (var metric in Metrics(configuration))
        {
            CloudWatchAlarm.Add(labels, "metric", metric.Scalar("name"));
            CloudWatchAlarm.AddDimensions(
                labels, metric.Scalar("namespace"), (metric.Child("dimensions")?.Scalars()
                    ?? []).Select(d => ((string?)d.Key, (string?)d.Value)));
        }

        var at = state.Instant("timestamp") ?? node.Instant("time");
        return new AlertDraft
        {
            Name = name,
            Status = status,
            Summary = configuration?.Scalar("description"),
            Description = state.Scalar("reason"),
            Labels = labels,
            Annotations = state.Scalars(),
            StartsAt = status == AlertStatus.Firing ? at : null,
            EventAt = at,
            Fingerprint = CloudWatchAlarm.FingerprintOf(arn, labels, name),
            GeneratorUrl = CloudWatchAlarm.ConsoleLink(arn, name),
            Original = node.Json,
        };
    }

    private static IEnumerable<PayloadNode> Metrics(PayloadNode? configuration) =>
        (configuration?.Items("metrics") ?? [])
            .Where(m => m.Element.ValueKind == JsonValueKind.Object)
            .Select(m => m.Node().Child("metricStat")?.Child("metric"))
            .OfType<PayloadNode>();
}
