using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Http;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Monitoring;

/// <summary>Rings when the HTTP API fails or refuses, the sweeper does not run, the table refuses work or a cluster is silent.</summary>
internal static class ServiceAlarms
{
    private const double ManyRefusals = 20;

    public static void Add(
        AlarmTopic alarms, DeploymentSettings settings, HttpFrontDoor http, RecordTable records, PipelineFunction sweeper)
    {
        alarms.Add(new AlarmDefinition
        {
            Name = "http-4xx",
            Description = "Requests are refused, 20 and more in five minutes for a quarter of an hour: a webhook's key may have expired, a "
                + "sender may be throttled (429), which Alertmanager does not repeat. The normalizer's log has the reasons.",
            Metric = ServiceMetrics.Http(http, "4xx"),
            Threshold = ManyRefusals,
            Periods = 3,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = "sweeper-silent",
            Description = "The sweeper did not run for five minutes: nobody notices clusters that are silent. Look at its schedule and the "
                + "schedule's role.",
            Metric = sweeper.Function.MetricInvocations(new MetricOptions { Period = Duration.Minutes(5), Statistic = "Sum" }),
            Threshold = 1,
            RingsBelow = true,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = "http-5xx",
            Description = "Requests fail with a 5xx status: alerts may be refused. Senders try again; look at the normalizer's log.",
            Metric = ServiceMetrics.Http(http, "5xx"),
            Threshold = 1,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = "clusters-disconnected",
            Description = "A cluster's agent is silent: investigations there end without its answers.",
            Metric = ServiceMetrics.DisconnectedClusters(settings),
            Threshold = 1,
            Periods = 5,
        });
        AddThrottles(alarms, records, "records-read-throttles", "ReadThrottleEvents");
        AddThrottles(alarms, records, "records-write-throttles", "WriteThrottleEvents");
    }

    private static void AddThrottles(AlarmTopic alarms, RecordTable records, string name, string metric) =>
        alarms.Add(new AlarmDefinition
        {
            Name = name,
            Description = "The table refuses requests that come too fast: one partition is hot, or the account's limit is reached.",
            Metric = ServiceMetrics.ThrottledRecords(records, metric),
            Threshold = 1,
            Periods = 2,
        });
}
