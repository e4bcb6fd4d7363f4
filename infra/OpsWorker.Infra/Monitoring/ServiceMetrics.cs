using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using OpsWorker.Infra.Http;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Monitoring;

/// <summary>The metrics that belong to no single queue or function.</summary>
internal static class ServiceMetrics
{
    /// <summary>The namespace of the metrics that functions write into their logs, in CloudWatch's embedded metric format.</summary>
    public const string Namespace = "OpsWorker";

    /// <summary>The number of disconnected clusters; the sweeper writes it, with the dimension <c>Stage</c>.</summary>
    public static Metric DisconnectedClusters(DeploymentSettings settings) => new(new MetricProps
    {
        Namespace = Namespace,
        MetricName = "DisconnectedClusters",
        DimensionsMap = new Dictionary<string, string> { ["Stage"] = settings.Stage },
        Period = Duration.Minutes(1),
        Statistic = "Maximum",
    });

    /// <summary>A metric of the HTTP API: <c>Count</c>, <c>4xx</c>, <c>5xx</c>, <c>Latency</c>.</summary>
    public static Metric Http(HttpFrontDoor http, string name, string statistic = "Sum") => new(new MetricProps
    {
        Namespace = "AWS/ApiGateway",
        MetricName = name,
        DimensionsMap = new Dictionary<string, string> { ["ApiId"] = http.ApiId },
        Period = Duration.Minutes(5),
        Statistic = statistic,
    });

    /// <summary>Requests that DynamoDB refused because they came too fast.</summary>
    public static Metric ThrottledRecords(RecordTable records, string name) => new(new MetricProps
    {
        Namespace = "AWS/DynamoDB",
        MetricName = name,
        DimensionsMap = new Dictionary<string, string> { ["TableName"] = records.Table.TableName },
        Period = Duration.Minutes(5),
        Statistic = "Sum",
    });
}
