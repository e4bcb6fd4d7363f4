using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// Answers Metrics from <c>metrics.json</c>: the recorded series of a namespace, of a pod or service, or of the nodes.
/// Recorded results of an anomaly detector (<c>anomalies</c>) are passed on unchanged.
/// </summary>
internal sealed class DumpMetrics(DumpFolder folder, Func<DateTimeOffset> collectedAt)
{
    public const string File = "metrics.json";

    public QueryResult Metrics(Query query)
    {
        if (folder.Document(File) is not { ValueKind: JsonValueKind.Object } document)
        {
            return Answer.NoData(query, collectedAt(), $"The dump has no {File} that can be read.");
        }

        var all = document.TryGetProperty("series", out var series) && series.ValueKind == JsonValueKind.Array
            ? series.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object) : [];
        if (query.Expression is { } expression && !expression.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':'))
        {
            return Answer.Error(
                query, collectedAt(), $"A recorded cluster has no PromQL: '{expression}' is more than the name of a metric.");
        }

        var anomalies = document.TryGetProperty("anomalies", out var a) ? $",\"anomalies\":{a.GetRawText()}" : "";
        var selected = all.Where(s => IsSelected(query, s)).Select(s => Write(query, s)).ToArray();
        if (selected.Length == 0 && anomalies.Length == 0) return Answer.NoData(query, collectedAt());
        var json = BoundedJson.Write("{\"series\":", selected, anomalies + "}", query.MaxBytes);
        return Answer.Success(query, json.Content, collectedAt(), json.OmittedBytes);
    }

    private static bool IsSelected(Query query, JsonElement series)
    {
        if (query.Expression is { } name && Label(series, "__name__") != name) return false;
        if (query.Resource == "nodes") return Label(series, "node") is { } node && (query.Name ?? node) == node;
        if (query.Namespace is not null && Label(series, "namespace") != query.Namespace) return false;
        return query.Name is null || Label(series, "pod") == query.Name || Label(series, "service") == query.Name;
    }

    private ReadOnlyMemory<byte> Write(Query query, JsonElement series)
    {
        if (query.Since is not { } since || !series.TryGetProperty("values", out var values)) return ObjectJson.Write(series);
        var from = (collectedAt() - since).ToUnixTimeSeconds();
        var kept = values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Array && v[0].GetDouble() >= from);
        var json = BoundedJson.Write(
            $"{{\"metric\":{series.GetProperty("metric").GetRawText()},\"values\":", kept.Select(v => ObjectJson.Write(v)), "}", null);
        return Encoding.UTF8.GetBytes(json.Content);
    }

    private static string? Label(JsonElement series, string name) =>
        series.TryGetProperty("metric", out var metric) && metric.ValueKind == JsonValueKind.Object
        && metric.TryGetProperty(name, out var value) ? value.GetString() : null;
}
