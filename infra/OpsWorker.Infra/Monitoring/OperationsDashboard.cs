using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Http;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Monitoring;

/// <summary>The resources that the dashboard shows.</summary>
public sealed record OperationsDashboardProps
{
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The HTTP API.</summary>
    public required HttpFrontDoor Http { get; init; }

    /// <summary>The queues between the stages.</summary>
    public required PipelineQueues Queues { get; init; }

    /// <summary>The functions.</summary>
    public required PipelineFunctions Functions { get; init; }
}

/// <summary>One page that follows an alert from the left to the right, and from the top to the bottom.</summary>
public sealed class OperationsDashboard : Construct
{
    private const double ThirdOfRow = 8;

    /// <summary>Creates the dashboard.</summary>
    public OperationsDashboard(Construct scope, OperationsDashboardProps props)
        : base(scope, "Dashboard")
    {
        // Dashboards are of the account, not of a region: a stage may be in several.
        Name = $"{props.Settings.NamePrefix}operations-{Amazon.CDK.Stack.Of(this).Region}";
        _ = new Dashboard(this, "Dashboard", new DashboardProps
        {
            DashboardName = Name,
            Widgets = [HttpRow(props), QueueRow(props.Queues), FunctionRow(props.Functions)],
        });
    }

    /// <summary>Its name in CloudWatch.</summary>
    public string Name { get; }

    private static IWidget[] HttpRow(OperationsDashboardProps props) =>
    [
        Graph("Requests", [ServiceMetrics.Http(props.Http, "Count")]),
        Graph("Failed requests", [ServiceMetrics.Http(props.Http, "4xx"), ServiceMetrics.Http(props.Http, "5xx")]),
        Graph("Disconnected clusters", [ServiceMetrics.DisconnectedClusters(props.Settings)]),
    ];

    private static IWidget[] QueueRow(PipelineQueues queues) =>
    [
        Graph("Age of the oldest message, s", queues.All.Select(q => q.Queue.MetricApproximateAgeOfOldestMessage(Labelled(q.Name.Value)))),
        Graph("Waiting messages", queues.All.Select(q => q.Queue.MetricApproximateNumberOfMessagesVisible(Labelled(q.Name.Value)))),
        Graph("Dead letters", queues.All.Select(q => q.DeadLetters.MetricApproximateNumberOfMessagesVisible(Labelled(q.Name.Value)))),
    ];

    private static IWidget[] FunctionRow(PipelineFunctions functions) =>
    [
        Graph("Duration p99, ms", functions.All.Select(f => f.Function.MetricDuration(Labelled(f.Definition.Name, "p99")))),
        Graph("Errors", functions.All.Select(f => f.Function.MetricErrors(Labelled(f.Definition.Name)))),
        Graph("Throttles", functions.All.Select(f => f.Function.MetricThrottles(Labelled(f.Definition.Name)))),
    ];

    private static MetricOptions Labelled(string label, string? statistic = null) => new() { Label = label, Statistic = statistic };

    private static GraphWidget Graph(string title, IEnumerable<IMetric> metrics) =>
        new(new GraphWidgetProps { Title = title, Width = ThirdOfRow, Left = [.. metrics] });
}
