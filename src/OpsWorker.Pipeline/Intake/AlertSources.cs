using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Pipeline.Intake;

/// <summary>The monitoring systems that can send alerts.</summary>
public static class AlertSources
{
    /// <summary>One line per system, in order of name.</summary>
    public static IReadOnlyList<IAlertSource> All { get; } =
    [
        new AlertmanagerSource(),
        new AzureMonitorSource(),
        new ChecklySource(),
        new CloudWatchSource(),
        new DatadogSource(),
        new DynatraceSource(),
        new ElasticSource(),
        new GcpMonitoringSource(),
        new GenericSource(),
        new GrafanaSource(),
        new NewRelicSource(),
        new OpsgenieSource(),
        new PagerDutySource(),
        new PrometheusSource("prometheus"),
        new SentrySource(),
        new UptimeKumaSource(),
        new PrometheusSource("victoriametrics"),
        new ZabbixSource(),
    ];

    /// <summary>The system of that name, or null.</summary>
    public static IAlertSource? Find(string name) => All.FirstOrDefault(source => source.Name == name);

    /// <summary>The system whose payload it looks like, or null.</summary>
    public static IAlertSource? Recognise(JsonElement payload) => All.FirstOrDefault(source => source.Resembles(payload));

    /// <summary>Reads a payload of this source.</summary>
    /// <param name="source">The source that the sender named.</param>
    /// <param name="payload">The payload's root.</param>
    /// <param name="organisation">The organisation of the webhook's key.</param>
    /// <param name="receivedAt">The time of receipt.</param>
    /// <exception cref="InvalidPayloadException">The payload is not what this system sends, or no alert of it could be read.</exception>
    public static AlertBatch Read(this IAlertSource source, JsonElement payload, OrganisationId organisation, DateTimeOffset receivedAt)
    {
        if (source is not GenericSource && All.Contains(source) && !source.Resembles(payload) && Recognise(payload) is { } other)
        {
            throw new InvalidPayloadException(
                "", $"Looks like a payload of {other.Name}, not of {source.Name}: send it to /v1/webhooks/{other.Name}/KEY.")
            {
                LooksLike = other.Name,
            };
        }

        var batch = new BatchReader(source.Name, organisation, receivedAt);
        source.Read(payload, batch);
        return batch.ToBatch();
    }
}
