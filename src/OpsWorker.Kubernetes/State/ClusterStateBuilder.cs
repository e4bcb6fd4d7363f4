using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.State;

/// <summary>Reads evidence into the parts of a <see cref="ClusterState"/>.</summary>
internal sealed class ClusterStateBuilder
{
    public Dictionary<Type, ObjectIndex> Objects { get; } = [];

    public HashSet<(Type, string?)> Listed { get; } = [];

    public List<ContainerLog> Logs { get; } = [];

    public List<TimeSeries> Series { get; } = [];

    public List<Anomaly> Anomalies { get; } = [];

    public List<ProbeCheck> Probes { get; } = [];

    public List<CallEdge> Calls { get; } = [];

    public Dictionary<string, Sighting> Baseline { get; } = [];

    public List<string> Gaps { get; } = [];

    public Dictionary<string, Evidence> Evidence { get; } = [];

    public DateTimeOffset Now { get; private set; }

    private int _lines;

    public void Add(Evidence evidence)
    {
        var (id, result) = evidence;
        Evidence[id] = evidence;
        if (result.CollectedAt > Now) Now = result.CollectedAt;
        // An agent without a baseline, or of an older version, lacks nothing of the cluster.
        if (result is { Outcome: QueryOutcome.Error, Query: { Verb: QueryVerb.Discover, Resource: Query.Baseline } }) return;
        // A successful answer may be incomplete and name what is missing.
        if (result.Outcome == QueryOutcome.Error || (result.Outcome == QueryOutcome.Success && result.Error is not null))
        {
            Gaps.Add($"{result.Query}: {result.Error}");
        }

        if (result.OmittedBytes > 0) Gaps.Add($"{result.Query}: {result.OmittedBytes} bytes were left out");
        if (result.Outcome != QueryOutcome.Success) return;
        try
        {
            Read(id, result);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException
            or KeyNotFoundException)
        {
            Gaps.Add($"{result.Query}: the answer cannot be read");
        }
    }

    private void Read(string id, QueryResult result)
    {
        switch (result.Query.Verb)
        {
            case QueryVerb.Get:
            case QueryVerb.List:
                ReadObjects(id, result);
                break;
            case QueryVerb.Logs:
                ReadLogs(id, result);
                break;
            case QueryVerb.Metrics:
                var measured = Parse(result);
                Series.AddRange(ObservationReader.Series(id, measured));
                Anomalies.AddRange(ObservationReader.Anomalies(id, measured));
                break;
            case QueryVerb.Probe:
                Probes.AddRange(ObservationReader.Probes(id, Parse(result)));
                break;
            case QueryVerb.Discover when result.Query.Resource == "servicegraph":
                Calls.AddRange(ObservationReader.Calls(id, Parse(result)));
                break;
            case QueryVerb.Discover when result.Query.Resource == Query.Baseline:
                foreach (var (fingerprint, sighting) in ObservationReader.Baseline(Parse(result))) Baseline[fingerprint] = sighting;
                break;
        }
    }

    private void ReadLogs(string id, QueryResult result)
    {
        foreach (var log in LogText.Read(id, result.Query, result.Content))
        {
            if (_lines + log.Lines.Count > StateLimits.MostLinesOfAll)
            {
                Gaps.Add($"{result.Query}: of all logs {StateLimits.MostLinesOfAll} lines were read");
                return;
            }

            _lines += log.Lines.Count;
            Logs.Add(log);
        }
    }

    private void ReadObjects(string id, QueryResult result)
    {
        var root = Parse(result);
        var kind = root.TryGetProperty("kind", out var named) ? named.GetString() ?? "" : "";
        if (!root.TryGetProperty("items", out var items) || items.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            if (result.Query.Verb == QueryVerb.List) throw new JsonException("The answer is not a list.");
            ReadObject(id, result.Query, root, kind);
            return;
        }

        var itemKind = kind.Length > 4 && kind.EndsWith("List", StringComparison.Ordinal) ? kind[..^4] : "";
        if (KubernetesJson.TypeOf(itemKind) is null) itemKind = KubernetesJson.KindOf(result.Query.Resource) ?? itemKind;
        var gaps = Gaps.Count;
        if (items.ValueKind == JsonValueKind.Array)
        {
            var most = StateLimits.MostOf(itemKind);
            foreach (var item in items.EnumerateArray().Take(most)) ReadObject(id, result.Query, item, itemKind);
            if (items.GetArrayLength() is var all && all > most) Gaps.Add($"{result.Query}: the first {most} of {all} objects were read");
        }

        // Objects that could not be read exist all the same, so the list is not complete.
        if (Gaps.Count == gaps && !IsPartial(result, root) && KubernetesJson.TypeOf(itemKind) is { } type)
        {
            Listed.Add((type, result.Query.Namespace));
        }
    }

    // A selection, or a list that was cut, broke off or has further pages: an object that is absent from it may exist.
    private static bool IsPartial(QueryResult result, JsonElement list)
    {
        var query = result.Query;
        return result.OmittedBytes > 0 || result.Error is not null || HasFurtherPages(list)
            || query.Name is not null || query.LabelSelector is not null || query.FieldSelector is not null || query.Since is not null;
    }

    private static bool HasFurtherPages(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object && list.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("continue", out var next)
        && next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 };

    private void ReadObject(string id, Query query, JsonElement item, string kind)
    {
        try
        {
            if (item.TryGetProperty("kind", out var own) && own.GetString() is { Length: > 0 } ownKind
                && ownKind != "PartialObjectMetadata")
            {
                kind = ownKind;
            }

            if (KubernetesJson.Read(item, kind) is not { } read) return;
            read.EvidenceId = id;
            if (!Objects.TryGetValue(read.GetType(), out var index)) Objects[read.GetType()] = index = new ObjectIndex();
            index.Add(read);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            Gaps.Add($"{query}: an object of the kind {kind} cannot be read");
        }
    }

    private static JsonElement Parse(QueryResult result)
    {
        // The elements live as long as the state; without its pooled buffers the document needs no disposal.
        using var document = JsonDocument.Parse(result.Content, new JsonDocumentOptions { MaxDepth = 96 });
        return document.RootElement.Clone();
    }
}
