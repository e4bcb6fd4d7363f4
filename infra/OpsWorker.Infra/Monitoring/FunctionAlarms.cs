using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using OpsWorker.Infra.Functions;

namespace OpsWorker.Infra.Monitoring;

/// <summary>Rings when a function fails, is throttled or works for almost as long as it may.</summary>
internal static class FunctionAlarms
{
    private const double NearTimeout = 0.8;

    private static readonly Duration Period = Duration.Minutes(5);

    public static void Add(AlarmTopic alarms, PipelineFunction function)
    {
        var name = function.Definition.Name;
        alarms.Add(new AlarmDefinition
        {
            Name = $"{name}-errors",
            Description = $"The function {name} failed as a whole. What it worked on is delivered again; its log says why.",
            Metric = function.Function.MetricErrors(Sum),
            Threshold = 1,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = $"{name}-throttles",
            Description = $"The function {name} is throttled: raise its reserved concurrency or the account's limit.",
            Metric = function.Function.MetricThrottles(Sum),
            Threshold = 1,
            Periods = 2,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = $"{name}-duration",
            Description = $"The function {name} works for almost as long as it may ({function.Definition.Timeout.ToSeconds()} s).",
            Metric = function.Function.MetricDuration(new MetricOptions { Period = Period, Statistic = "p99" }),
            Threshold = NearTimeout * function.Definition.Timeout.ToMilliseconds(),
            Periods = 2,
        });
    }

    private static MetricOptions Sum => new() { Period = Period, Statistic = "Sum" };
}
