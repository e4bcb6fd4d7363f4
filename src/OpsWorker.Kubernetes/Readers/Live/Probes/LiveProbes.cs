using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>Answers Probe: of one address, or of the TCP ports of Services.</summary>
/// <param name="objects">The source of addresses.</param>
/// <param name="options">The limits of checks; null disables them.</param>
/// <param name="time">The only clock.</param>
internal sealed class LiveProbes(LiveObjects objects, ProbeOptions? options, TimeProvider time)
{
    private readonly ProbePoints _points = new(objects);

    public async Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return Answer.NoData(
                query, time.GetUtcNow(), "No checks are made: who answers is not in the cluster's network, or was told not to.");
        }

        IReadOnlyList<ProbePoint> points = query.Target is { } target
            ? [await _points.OfTargetAsync(ProbeTarget.Parse(target), query.Namespace, cancellationToken)]
            : await _points.OfServicesAsync(query.Namespace, cancellationToken);
        if (points.Count == 0) return Answer.NoData(query, time.GetUtcNow());
        var outcomes = await CheckAsync([.. points.Take(options.MaxChecks)], options, cancellationToken);
        var json = BoundedJson.Write("", outcomes.Select(Write), "", query.MaxBytes);
        var left = points.Count - outcomes.Length;
        return Answer.Success(
            query, json.Content, time.GetUtcNow(), json.OmittedBytes, left == 0
                ? null
                : $"{left} of {points.Count} ports were not checked.");
    }

    private async Task<ProbeOutcome[]> CheckAsync(ProbePoint[] points, ProbeOptions how, CancellationToken cancellationToken)
    {
        var client = new ProbeClient(how, time);
        var outcomes = new ProbeOutcome[points.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = how.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, points.Length, parallel, async (i, token) => outcomes[i] = await client.CheckAsync(points[i], token));
        return outcomes;
    }

    private static ReadOnlyMemory<byte> Write(ProbeOutcome outcome)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", outcome.Point.Path is null ? "tcp" : "http");
            writer.WriteString("target", outcome.Point.Target);
            writer.WriteBoolean("ok", outcome.Ok);
            writer.WriteString("detail", outcome.Detail);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
