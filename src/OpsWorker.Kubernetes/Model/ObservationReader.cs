using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Model;

/// <summary>Reads time series, anomalies, probes and calls; malformed entries are skipped.</summary>
internal static class ObservationReader
{
    public static IEnumerable<TimeSeries> Series(string evidenceId, JsonElement root)
    {
        foreach (var entry in Items(root, "series"))
        {
            if (!entry.TryGetProperty("metric", out var metric) || !entry.TryGetProperty("values", out var values)) continue;
            if (metric.ValueKind != JsonValueKind.Object || values.ValueKind != JsonValueKind.Array) continue;
            var labels = metric.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
            yield return new TimeSeries(evidenceId, labels, Samples(values), entry);
        }
    }

    /// <summary>Reads <c>{"anomalies":{"alerts":[{"name":…,"evidence":["…"]}]}}</c>.</summary>
    public static IEnumerable<Anomaly> Anomalies(string evidenceId, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("anomalies", out var anomalies)) yield break;
        foreach (var entry in Items(anomalies, "alerts"))
        {
            if (Text(entry, "name") is not { } name || !entry.TryGetProperty("evidence", out var texts)) continue;
            if (texts.ValueKind != JsonValueKind.Array) continue;
            foreach (var text in texts.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String))
            {
                yield return new Anomaly(evidenceId, name, text.GetString()!);
            }
        }
    }

    public static IEnumerable<ProbeCheck> Probes(string evidenceId, JsonElement root)
    {
        foreach (var entry in Items(root, "probes"))
        {
            if (Text(entry, "target") is not { } target || !entry.TryGetProperty("ok", out var ok)) continue;
            yield return new ProbeCheck(
                evidenceId,
                Text(entry, "kind") ?? "tcp",
                target,
                ok.ValueKind == JsonValueKind.True,
                Text(entry, "detail"),
                Text(entry, "node"),
                entry);
        }
    }

    public static IEnumerable<CallEdge> Calls(string evidenceId, JsonElement root)
    {
        foreach (var entry in Items(root, "edges"))
        {
            if (Text(entry, "client") is { } client && Text(entry, "server") is { } server)
            {
                yield return new CallEdge(evidenceId, client, server);
            }
        }
    }

    public static IEnumerable<(string Fingerprint, Sighting Sighting)> Baseline(JsonElement root)
    {
        foreach (var entry in Items(root, "baseline"))
        {
            if (Text(entry, "fingerprint") is not { } fingerprint) continue;
            if (Time(entry, "first") is not { } first || Time(entry, "last") is not { } last) continue;
            var times = entry.TryGetProperty("count", out var count) ? Number(count) ?? 1 : 1;
            yield return (fingerprint, new Sighting(first, last, (int)Math.Clamp(times, 1, int.MaxValue)));
        }
    }

    private static DateTimeOffset? Time(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at)
            && at >= DateTimeOffset.UnixEpoch
            ? at
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement root, string property)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(property, out var inner)) root = inner;
        return root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)
            : [];
    }

    private static Sample[] Samples(JsonElement values) =>
        [.. values.EnumerateArray().Select(ReadSample).Where(s => s is not null).Select(s => s!.Value)];

    private static Sample? ReadSample(JsonElement pair)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() < 2) return null;
        if (Number(pair[0]) is not { } time || Number(pair[1]) is not { } value || Math.Abs(time) > 1e11) return null;
        return new Sample(DateTimeOffset.UnixEpoch.AddSeconds(time), value);
    }

    private static double? Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String when double.TryParse(element.GetString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string? Text(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
