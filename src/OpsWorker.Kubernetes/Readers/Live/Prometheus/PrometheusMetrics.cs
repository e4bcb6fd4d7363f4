using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Readers.Live.Prometheus;

/// <summary>
/// Answers Metrics from Prometheus: of an expression, or the usual series of pods or nodes, over the query's time or the
/// last hour.
/// </summary>
internal sealed class PrometheusMetrics(PrometheusClient prometheus, TimeProvider time)
{
    private const int Samples = 120;
    private const int MaxExpressionLength = 2000;
    private static readonly TimeSpan s_usualRange = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestRange = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_finestStep = TimeSpan.FromSeconds(15);

    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        if (query.Expression?.Length > MaxExpressionLength)
        {
            throw new FormatException($"The expression is longer than {MaxExpressionLength} characters.");
        }

        var series = new List<ReadOnlyMemory<byte>>();
        if (query.Expression is { } expression)
        {
            series.AddRange((await RangeAsync(query, expression, cancellationToken)).Select(s => ObjectJson.Write(s)));
        }
        else
        {
            foreach (var usual in UsualSeries.Of(query))
            {
                series.AddRange((await RangeAsync(query, usual.Expression, cancellationToken)).Select(s => Named(s, usual)));
            }
        }

        if (series.Count == 0) return Answer.NoData(query, time.GetUtcNow());
        var json = BoundedJson.Write("{\"series\":", series, "}", query.MaxBytes);
        return Answer.Success(query, json.Content, time.GetUtcNow(), json.OmittedBytes);
    }

    private Task<IReadOnlyList<JsonElement>> RangeAsync(Query query, string expression, CancellationToken cancellationToken)
    {
        var range = TimeSpan.FromTicks(Math.Clamp((query.Since ?? s_usualRange).Ticks, TimeSpan.TicksPerMinute, s_longestRange.Ticks));
        var step = range / Samples > s_finestStep ? range / Samples : s_finestStep;
        var now = time.GetUtcNow();
        return prometheus.RangeAsync(expression, now - range, now, step, cancellationToken);
    }

    /// <summary>Restores the metric's name, which an aggregation drops.</summary>
    private static ReadOnlyMemory<byte> Named(JsonElement series, UsualSeries name)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metric");
            writer.WriteString("__name__", name.Name);
            foreach (var label in series.GetProperty("metric").EnumerateObject()) label.WriteTo(writer);
            writer.WriteString("unit", name.Unit);
            writer.WriteEndObject();
            writer.WritePropertyName("values");
            series.GetProperty("values").WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
