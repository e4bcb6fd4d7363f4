using OpsWorker.Infra.Http;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Monitoring;

/// <summary>Rings when the HTTP API fails, the table refuses work or a cluster is silent.</summary>
internal static class ServiceAlarms
{
    public static void Add(AlarmTopic alarms, DeploymentSettings settings, HttpFrontDoor http, RecordTable records)
    {
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
