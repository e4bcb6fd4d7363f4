namespace OpsWorker.Functions.Metrics;

/// <summary>A metric that functions write. The CDK app's dashboard and alarms name the same.</summary>
/// <param name="Name">Its name in CloudWatch.</param>
/// <param name="Unit">Its unit, as CloudWatch calls it.</param>
internal sealed record Metric(string Name, string Unit)
{
    /// <summary>The number of disconnected clusters, of all organisations.</summary>
    public static readonly Metric DisconnectedClusters = new("DisconnectedClusters", "Count");
}
