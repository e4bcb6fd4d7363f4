using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Reading;

/// <summary>Puts cluster files on top of each other.</summary>
internal sealed class ClusterBuilder
{
    private static readonly TimeSpan s_sampleInterval = TimeSpan.FromSeconds(30);

    private readonly OrderedDictionary<ObjectKey, JsonObject> _objects = [];
    private readonly List<JsonObject> _events = [];
    private readonly PodLogs _logs = new();
    private readonly List<MetricSeries> _metrics = [];
    private readonly List<JsonObject> _probes = [];
    private readonly List<(string Client, string Server)> _calls = [];
    private readonly HashSet<string> _absent = [];
    private readonly HashSet<string> _forbidden = [];
    private DateTimeOffset? _collectedAt;

    /// <summary>Resources that the agent may not read.</summary>
    public IReadOnlySet<string> Forbidden => _forbidden;

    /// <summary>Adds a file to the files before it.</summary>
    /// <exception cref="FormatException">The file removes an object that is not there, or has an incomplete one.</exception>
    public void Apply(ClusterFile file)
    {
        foreach (var removed in file.Remove) Remove(ObjectKey.Parse(removed));
        foreach (var item in file.Objects) Write((JsonObject)item.DeepClone());
        foreach (var log in file.Logs) _logs.Write(log);
        _metrics.AddRange(file.Metrics);
        _probes.AddRange(file.Probes);
        _calls.AddRange(file.Calls);
        _absent.UnionWith(file.Absent);
        _forbidden.UnionWith(file.Forbidden);
        _collectedAt = file.CollectedAt ?? _collectedAt;
    }

    /// <summary>The recording.</summary>
    /// <exception cref="FormatException">No file has "collectedAt", or a log is of a container that its pod does not have.</exception>
    public ClusterRecording Build()
    {
        if (!_absent.Contains("pods")) LoggedContainers.Require(_logs.All, _objects);
        var at = _collectedAt ?? throw new FormatException("Neither the file nor its bases have \"collectedAt\".");
        var recording = new ClusterRecording
        {
            CollectedAt = at,
            Logs = _logs.All,
            Probes = [.. _probes.Select(p => p.DeepClone())],
            Series = [.. _metrics.Select(m => Series(m, at))],
            Edges = [.. _calls.Select(c => new JsonObject { ["client"] = c.Client, ["server"] = c.Server })],
            Absent = _absent,
        };
        foreach (var item in _objects.Values.Concat(_events))
        {
            item["metadata"]!["creationTimestamp"] ??= at.AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            recording.Add(ObjectKey.Of(item).Resource, item);
        }

        return recording;
    }

    // Objects that the removed one owns are removed too.
    private void Remove(ObjectKey key)
    {
        if (!_objects.Remove(key)) throw new FormatException($"\"remove\" names {key}, which the bases do not have.");
        _logs.Forget(key);
        while (_objects.FirstOrDefault(o => IsOwnedBy(o, key)).Key is { } owned) Remove(owned);
    }

    private static bool IsOwnedBy(KeyValuePair<ObjectKey, JsonObject> item, ObjectKey owner) =>
        item.Key.Namespace == owner.Namespace && Ownership.IsOwnedBy(item.Value, owner.Kind, owner.Name);

    private void Write(JsonObject item)
    {
        if ((string?)item["kind"] == "Event")
        {
            WriteEvent(item);
            return;
        }

        var key = ObjectKey.Of(item);
        if (key.Namespace is { } ns) item["metadata"]!["namespace"] = ns;
        _objects[key] = item;
        _logs.Forget(key);
    }

    // Events need no names: each is added to the others.
    private void WriteEvent(JsonObject item)
    {
        item["metadata"] ??= new JsonObject();
        item["metadata"]!["name"] = $"event-{_events.Count + 1}";
        item["metadata"]!["namespace"] ??= ClusterFileParser.DefaultNamespace;
        var about = item["involvedObject"] as JsonObject ?? throw new FormatException("An event has no \"involvedObject\".");
        var kind = (string?)about["kind"] ?? throw new FormatException("The \"involvedObject\" of an event has no \"kind\".");
        if (ObjectKey.NamespaceOf(kind, (string?)item["metadata"]!["namespace"]) is { } ns) about["namespace"] ??= ns;
        _events.Add(item);
    }

    private static JsonObject Series(MetricSeries series, DateTimeOffset end) => new()
    {
        ["metric"] = series.Metric.DeepClone(),
        ["values"] = new JsonArray([.. series.Values.Select((value, i) =>
            new JsonArray((end - (s_sampleInterval * (series.Values.Count - 1 - i))).ToUnixTimeSeconds(), value))]),
    };
}
