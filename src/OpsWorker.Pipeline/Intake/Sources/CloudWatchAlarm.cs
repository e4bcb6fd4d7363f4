using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads an alarm as CloudWatch writes it into a message of SNS.</summary>
internal static class CloudWatchAlarm
{
    private const string KubernetesMetrics = "ContainerInsights";

    public static AlertDraft? Read(PayloadNode node, BatchReader batch)
    {
        var name = node.Scalar("AlarmName");
        if (StatusOf(node, node.Scalar("NewStateValue"), "NewStateValue", batch) is not { } status) return null;
        var arn = node.Scalar("AlarmArn");
        var labels = new Dictionary<string, string>();
        Add(labels, "aws_account", node.Scalar("AWSAccountId"));
        Add(labels, "region", RegionOf(arn) ?? node.Scalar("Region"));
        AddMetric(labels, node.Child("Trigger") ?? node);
        var at = node.Instant("StateChangeTime", "Timestamp");
        return new AlertDraft
        {
            Name = name,
            Status = status,
            Severity = Severities.Parse(node.First("Severity", "Priority")),
            Summary = node.Scalar("AlarmDescription"),
            Description = node.Scalar("NewStateReason"),
            Labels = labels,
            Annotations = node.Scalars(),
            StartsAt = status == AlertStatus.Firing ? at : null,
            EventAt = at,
            Fingerprint = FingerprintOf(arn, labels, name),
            GeneratorUrl = ConsoleLink(arn, name),
            Original = node.Json,
        };
    }

    /// <summary>The status of an alarm; null if it neither fires nor is resolved, which is recorded.</summary>
    public static AlertStatus? StatusOf(PayloadNode node, string? state, string field, BatchReader batch)
    {
        switch (state?.ToUpperInvariant())
        {
            // Messages that a program makes of an alarm may leave the state out; they tell of a problem.
            case "ALARM" or null:
                return AlertStatus.Firing;
            case "OK":
                return AlertStatus.Resolved;
            case "INSUFFICIENT_DATA":
                batch.Skip(node.Path, "The alarm's state is INSUFFICIENT_DATA: it neither fires nor is resolved.");
                return null;
            default:
                throw node.Invalid(field, $"Is {PayloadNode.Short(state)}; ALARM, OK or INSUFFICIENT_DATA was expected.");
        }
    }

    /// <summary>The alarm across its occurrences.</summary>
    public static string FingerprintOf(string? arn, Dictionary<string, string> labels, string? name) =>
        arn ?? Identifier.From("alarm", labels.GetValueOrDefault("aws_account", ""), labels.GetValueOrDefault("region", ""), name ?? "");

    /// <summary>The alarm's page in the console; null without its ARN.</summary>
    public static string? ConsoleLink(string? arn, string? name) => RegionOf(arn) is { } region && name is not null && IsRegion(region)
        ? $"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#alarmsV2:alarm/{Uri.EscapeDataString(name)}"
        : null;

    /// <summary>The region in an ARN; null if there is none.</summary>
    public static string? RegionOf(string? arn) => arn?.Split(':') is { Length: > 5 } parts && parts[3].Length > 0 ? parts[3] : null;

    /// <summary>Adds the dimensions, and the place in Kubernetes where Container Insights measured it.</summary>
    public static void AddDimensions(Dictionary<string, string> labels, string? metrics, IEnumerable<(string? Name,
        string? Value)> dimensions)
    {
        Add(labels, "aws_namespace", metrics);
        foreach (var (name, value) in dimensions)
        {
            if (name is null || value is null) continue;
            labels.TryAdd(name, value);
            if (metrics is not null && metrics.Contains(KubernetesMetrics, StringComparison.OrdinalIgnoreCase)
                && !metrics.StartsWith("ECS", StringComparison.OrdinalIgnoreCase) && LabelOf(name) is { } label)
            {
                labels.TryAdd(label, value);
            }
        }
    }

    public static void Add(Dictionary<string, string> labels, string name, string? value)
    {
        if (value is not null) labels.TryAdd(name, value);
    }

    private static bool IsRegion(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string? LabelOf(string dimension) => dimension switch
    {
        "ClusterName" => "cluster",
        "Namespace" => "namespace",
        "FullPodName" => "pod",
        "ContainerName" => "container",
        "NodeName" => "node",
        "Service" => "service",
        _ => null,
    };

    private static void AddMetric(Dictionary<string, string> labels, PayloadNode trigger)
    {
        AddStatistic(labels, trigger);
        foreach (var place in trigger.Items("Metrics"))
        {
            if (place.Element.ValueKind != System.Text.Json.JsonValueKind.Object) continue;
            if (place.Node().Child("MetricStat")?.Child("Metric") is { } metric) AddStatistic(labels, metric);
        }
    }

    private static void AddStatistic(Dictionary<string, string> labels, PayloadNode metric)
    {
        Add(labels, "metric", metric.Scalar("MetricName"));
        AddDimensions(
            labels,
            metric.Scalar("Namespace"),
            metric.Items("Dimensions").Where(d => d.Element.ValueKind == System.Text.Json.JsonValueKind.Object).Select(d => d.Node())
                .Select(d => (d.First("name", "Name"), d.First("value", "Value"))));
    }
}
