using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>
/// A cluster written down by hand. Fields that controllers, scheduler and kubelets would have set are filled in when it is
/// written to a folder.
/// </summary>
public sealed class ClusterRecording
{
    private readonly OrderedDictionary<(string Resource, string? Namespace), List<JsonObject>> _lists = [];

    public required DateTimeOffset CollectedAt { get; init; }

    public IReadOnlyList<ContainerLog> Logs { get; init; } = [];

    /// <summary>The checks of <c>probes.json</c>.</summary>
    public JsonArray Probes { get; init; } = [];

    /// <summary>The series of <c>metrics.json</c>.</summary>
    public JsonArray Series { get; init; } = [];

    /// <summary>The edges of <c>servicegraph.json</c>.</summary>
    public JsonArray Edges { get; init; } = [];

    /// <summary>Lists that are not written, by resource; <c>logs</c>, <c>probes</c>, <c>metrics</c> and <c>servicegraph</c> too.</summary>
    public IReadOnlySet<string> Absent { get; init; } = new HashSet<string>();

    /// <summary>The namespaces of the objects.</summary>
    internal IEnumerable<string> Namespaces => _lists.Keys.Select(k => k.Namespace).OfType<string>().Distinct(StringComparer.Ordinal);

    public void Add(string resource, JsonObject item)
    {
        var key = (resource, (string?)item["metadata"]!["namespace"]);
        if (!_lists.TryGetValue(key, out var list)) _lists[key] = list = [];
        list.Add(item);
    }

    /// <summary>Fills in what controllers would have set, and writes a dump as <c>kubectl cluster-info dump</c> does.</summary>
    public void WriteTo(string folder)
    {
        Controllers.Complete(this);
        new RecordingWriter(this, folder).Write();
    }

    /// <summary>The objects of a resource in all namespaces.</summary>
    internal IReadOnlyList<JsonObject> All(string resource) =>
        [.. _lists.Where(l => l.Key.Resource == resource).SelectMany(l => l.Value)];

    internal IReadOnlyList<JsonObject> In(string resource, string? ns) => _lists.TryGetValue((resource, ns), out var list) ? list : [];

    internal IEnumerable<string> Resources(string? ns) => _lists.Keys.Where(k => k.Namespace == ns).Select(k => k.Resource);
}
