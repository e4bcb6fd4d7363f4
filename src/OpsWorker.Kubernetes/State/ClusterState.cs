using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.State;

/// <summary>
/// The known state of a cluster: typed objects by kind, namespace and name, time series and logs, and (in the other
/// parts of this class) the edges between them. Built from evidence, and immutable.
/// </summary>
public sealed partial class ClusterState
{
    private readonly Dictionary<Type, ObjectIndex> _objects;
    private readonly HashSet<(Type, string?)> _listed;

    internal ClusterState(ClusterStateBuilder builder)
    {
        _objects = builder.Objects;
        _listed = builder.Listed;
        Logs = builder.Logs;
        Series = builder.Series;
        Anomalies = builder.Anomalies;
        Probes = builder.Probes;
        Calls = builder.Calls;
        Baseline = builder.Baseline;
        Gaps = builder.Gaps;
        Evidence = builder.Evidence;
        Now = builder.Now;
        _logsByPod = Logs.ToLookup(l => (l.Namespace, l.Pod));
        _eventsByObject = All<Event>()
            .Where(e => e.About is not null)
            .ToLookup(e => new ObjectReference(e.About!.Kind ?? "", e.About.Namespace ?? e.Namespace, e.About.Name ?? ""));
        _podsByController = IndexPodsByController();
        _podsByNode = All<Pod>().Where(p => p.Spec.NodeName is not null).ToLookup(p => p.Spec.NodeName!);
    }

    /// <summary>The container logs that were read.</summary>
    public IReadOnlyList<ContainerLog> Logs { get; }

    /// <summary>The time series that were read.</summary>
    public IReadOnlyList<TimeSeries> Series { get; }

    /// <summary>The anomalies that an external detector found in time series.</summary>
    public IReadOnlyList<Anomaly> Anomalies { get; }

    /// <summary>The checks that were made from inside the cluster.</summary>
    public IReadOnlyList<ProbeCheck> Probes { get; }

    /// <summary>The service graph, as a mesh or tracing reports it.</summary>
    public IReadOnlyList<CallEdge> Calls { get; }

    /// <summary>The sightings of messages while nothing fired, by fingerprint; empty where no agent kept any.</summary>
    public IReadOnlyDictionary<string, Sighting> Baseline { get; }

    /// <summary>The missing data: one line per answer that failed or was cut, and per malformed item.</summary>
    public IReadOnlyList<string> Gaps { get; }

    /// <summary>The evidence of this state, by id.</summary>
    public IReadOnlyDictionary<string, Evidence> Evidence { get; }

    /// <summary>The time of the newest evidence; the minimum value where there is none.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Reads the evidence. Malformed objects are skipped and noted in <see cref="Gaps"/>.</summary>
    /// <param name="evidence">The answers in the order of their queries; a later one replaces an earlier one.</param>
    public static ClusterState From(IEnumerable<Evidence> evidence)
    {
        var builder = new ClusterStateBuilder();
        foreach (var item in evidence) builder.Add(item);
        return new ClusterState(builder);
    }

    /// <summary>All objects of a kind, in the order of the answers.</summary>
    public IReadOnlyList<T> All<T>() where T : KubernetesObject =>
        _objects.TryGetValue(typeof(T), out var index) ? index.Typed<T>() : [];

    /// <summary>The object of that kind and name, or null.</summary>
    public T? Find<T>(string? @namespace, string? name) where T : KubernetesObject =>
        name is not null && _objects.TryGetValue(typeof(T), out var index) ? (T?)index.Find(@namespace, name) : null;

    /// <summary>The object that a reference names, or null.</summary>
    public KubernetesObject? Find(ObjectReference reference) =>
        KubernetesJson.TypeOf(reference.Kind) is { } type && _objects.TryGetValue(type, out var index)
            ? index.Find(reference.Namespace, reference.Name)
            : null;

    /// <summary>
    /// True if all objects of a kind are known, of the namespace or of all namespaces. Only then is the absence of an
    /// object a finding.
    /// </summary>
    public bool Listed<T>(string? @namespace) where T : KubernetesObject =>
        IsListed(typeof(T), @namespace);

    /// <summary>As <see cref="Listed{T}"/>, of a kind by its name; false for one that is not modelled.</summary>
    public bool Listed(string kind, string? @namespace) => KubernetesJson.TypeOf(kind) is { } type && IsListed(type, @namespace);

    private bool IsListed(Type type, string? @namespace) => _listed.Contains((type, null)) || _listed.Contains((type, @namespace));
}

/// <summary>The objects of one kind.</summary>
internal sealed class ObjectIndex
{
    private readonly Dictionary<(string?, string), int> _positions = [];
    private readonly List<KubernetesObject> _items = [];
    private object? _typed;

    public void Add(KubernetesObject item)
    {
        var key = (item.Namespace, item.Name);
        if (_positions.TryGetValue(key, out var position))
        {
            _items[position] = item;
            return;
        }

        _positions[key] = _items.Count;
        _items.Add(item);
    }

    public KubernetesObject? Find(string? @namespace, string name) =>
        _positions.TryGetValue((@namespace, name), out var position) ? _items[position] : null;

    public IReadOnlyList<T> Typed<T>() where T : KubernetesObject =>
        (IReadOnlyList<T>)(_typed ??= _items.ConvertAll(i => (T)i));
}
