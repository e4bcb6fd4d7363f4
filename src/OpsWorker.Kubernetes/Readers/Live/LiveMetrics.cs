using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Prometheus;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>
/// Answers Metrics from Prometheus where there is one, else from <c>metrics.k8s.io</c>: the current use of pods or nodes as
/// series of one value each, CPU in cores and memory in bytes.
/// </summary>
internal sealed class LiveMetrics(KubernetesApi api, PrometheusMetrics? prometheus, TimeProvider time)
{
    private const string Root = "apis/metrics.k8s.io/v1beta1";

    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        if (query.Expression is not null)
        {
            return prometheus is null
                ? Answer.Error(
                    query, time.GetUtcNow(), "An expression needs a Prometheus, and none is set up: metrics.k8s.io has no PromQL.")
                : await prometheus.ReadAsync(query, cancellationToken);
        }

        if (prometheus is null || query.LabelSelector is not null) return await CurrentAsync(query, cancellationToken);
        try
        {
            var series = await prometheus.ReadAsync(query, cancellationToken);
            return series.Outcome == QueryOutcome.Success ? series : await CurrentAsync(query, cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or JsonException or InvalidDataException)
        {
            var current = await CurrentAsync(query, cancellationToken);
            return current with { Error = $"Prometheus did not answer: {e.Message} {current.Error}".TrimEnd() };
        }
    }

    private async Task<QueryResult> CurrentAsync(Query query, CancellationToken cancellationToken)
    {
        var nodes = query.Resource == "nodes";
        var path = nodes || query.Namespace is null
            ? $"{Root}/{(nodes ? "nodes" : "pods")}"
            : $"{Root}/namespaces/{ResourcePath.Namespace(query.Namespace)}/pods";
        try
        {
            using var answer = await api.GetJsonAsync(
                path + ResourcePath.Query(("labelSelector", query.LabelSelector)), MediaTypes.Json, cancellationToken);
            var series = answer.RootElement.GetProperty("items").EnumerateArray()
                .Where(i => query.Name is null || Name(i, "name") == query.Name)
                .SelectMany(i => nodes ? OfNode(i) : OfPod(i)).ToArray();
            if (series.Length == 0) return Answer.NoData(query, time.GetUtcNow());
            var json = BoundedJson.Write("{\"series\":", series, "}", query.MaxBytes);
            return Answer.Success(query, json.Content, time.GetUtcNow(), json.OmittedBytes);
        }
        catch (ApiException e) when (e.Code is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
        {
            return Answer.NoData(query, time.GetUtcNow(), $"metrics.k8s.io is not served: {e.Message}");
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> OfNode(JsonElement node) =>
        Usage(node, node.GetProperty("usage"), "node", [("node", Name(node, "name"))]);

    private static IEnumerable<ReadOnlyMemory<byte>> OfPod(JsonElement pod) =>
        pod.GetProperty("containers").EnumerateArray().SelectMany(c => Usage(
            pod,
            c.GetProperty("usage"),
            "container",
            [("namespace", Name(pod, "namespace")), ("pod", Name(pod, "name")), ("container", c.GetProperty("name").GetString())]));

    private static IEnumerable<ReadOnlyMemory<byte>> Usage(JsonElement item, JsonElement usage, string of, (string, string?)[] labels)
    {
        var at = item.TryGetProperty("timestamp", out var t) && t.TryGetDateTimeOffset(out var measured)
            ? measured
            : DateTimeOffset.UnixEpoch;
        foreach (var (resource, unit) in new[] { ("cpu", "cores"), ("memory", "bytes") })
        {
            if (!usage.TryGetProperty(resource, out var text) || !Quantity.TryParse(text.GetString(), out var value)) continue;
            yield return Series([("__name__", $"{of}_{resource}_usage"), .. labels, ("unit", unit)], at, value);
        }
    }

    private static ReadOnlyMemory<byte> Series((string Name, string? Value)[] labels, DateTimeOffset at, Quantity value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metric");
            foreach (var (name, text) in labels) writer.WriteString(name, text);
            writer.WriteEndObject();
            writer.WriteStartArray("values");
            writer.WriteRawValue(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{at.ToUnixTimeSeconds()},{value}]")));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string? Name(JsonElement item, string field) =>
        item.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(field, out var name) ? name.GetString() : null;
}
