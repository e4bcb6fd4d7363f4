using System.Text;
using System.Text.Json;

namespace OpsWorker.Functions.Metrics;

/// <summary>
/// Writes metrics into the function's log in CloudWatch's embedded metric format, from which CloudWatch makes metrics by
/// itself: no call, no right. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
/// </summary>
/// <param name="output">Where to; a line must come to the log as it is.</param>
/// <param name="stage">The deployment, which is the one dimension.</param>
/// <param name="time">The only clock.</param>
internal sealed class MetricLog(TextWriter output, string stage, TimeProvider time)
{
    /// <summary>The namespace of our metrics.</summary>
    public const string Namespace = "OpsWorker";

    /// <summary>The dimension that distinguishes deployments.</summary>
    public const string Dimension = "Stage";

    /// <summary>Writes a value.</summary>
    public void Write(Metric metric, double value)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
            WriteDirective(json, metric);
            json.WriteEndObject();
            json.WriteString(Dimension, stage);
            json.WriteNumber(metric.Name, value);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length) + "\n");
    }

    private static void WriteDirective(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(Dimension);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        json.WriteStartObject();
        json.WriteString("Name", metric.Name);
        json.WriteString("Unit", metric.Unit);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
