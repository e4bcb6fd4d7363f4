using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>A change of an object that the stand-in serves; of a bookmark and of what ends a watch there is no object.</summary>
internal sealed record StandInChange(long Version, string Type, StandInResource? Resource, JsonObject? Object);

/// <summary>
/// The changes that a test makes while the stand-in serves. Each change gets a resource version, as in the real API; a watch gets the
/// changes after the version that it asked for.
/// </summary>
public sealed class ApiServerStandInChanges
{
    /// <summary>The version of what was recorded.</summary>
    public const long FirstVersion = 1000;

    internal const string Bookmarked = "BOOKMARK";
    internal const string Expired = "ERROR";
    internal const string Ended = "END";
    internal const string Cut = "CUT";

    private readonly Lock _lock = new();
    private readonly List<StandInChange> _log = [];
    private readonly Dictionary<(string Resource, string Name), JsonObject?> _objects = [];
    private TaskCompletionSource _next = NewSignal();
    private long _version = FirstVersion;
    private long _forgotten;
    private int _open;

    /// <summary>The number of open watches.</summary>
    public int OpenWatches => Volatile.Read(ref _open);

    /// <summary>A watch from a forgotten version is refused with the status 410, rather than by an event in its stream.</summary>
    public bool RefusesForgottenVersions { get; set; }

    /// <summary>The newest version.</summary>
    internal long Version
    {
        get
        {
            lock (_lock) return _version;
        }
    }

    /// <summary>Creates the object or puts it in the place of one of its name.</summary>
    /// <param name="resource">The resource's name, for example <c>pods</c>.</param>
    /// <param name="json">The object; its metadata names it.</param>
    public void Put(string resource, string json)
    {
        var value = JsonNode.Parse(json)!.AsObject();
        lock (_lock)
        {
            var key = (resource, NameOf(value));
            var isKnown = _objects.TryGetValue(key, out var known) && known is not null;
            _objects[key] = value;
            Add(isKnown ? "MODIFIED" : "ADDED", resource, value);
        }
    }

    /// <summary>Removes an object, whether it was recorded or put.</summary>
    public void Delete(string resource, string inNamespace, string name)
    {
        lock (_lock)
        {
            var key = (resource, $"{inNamespace}/{name}");
            var last = _objects.GetValueOrDefault(key)
                ?? new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = inNamespace } };
            _objects[key] = null;
            Add("DELETED", resource, last.DeepClone().AsObject());
        }
    }

    /// <summary>Raises the version and sends it to the watches that asked for bookmarks.</summary>
    public void Bookmark() => Signal(Bookmarked);

    /// <summary>Forgets all versions so far, as etcd does when it is compacted.</summary>
    public void Forget()
    {
        lock (_lock) _forgotten = ++_version;
    }

    /// <summary>Ends the open watches with the error that their version is too old (410).</summary>
    public void ExpireWatches() => Signal(Expired);

    /// <summary>Ends open watches as their timeout would.</summary>
    public void EndWatches() => Signal(Ended);

    /// <summary>Cuts the connections of open watches in the middle of a line.</summary>
    public void CutWatches() => Signal(Cut);

    internal IDisposable Open()
    {
        Interlocked.Increment(ref _open);
        return new Watch(this);
    }

    /// <summary>True when the changes after this version are no longer kept.</summary>
    internal bool IsForgotten(long version)
    {
        lock (_lock) return version < _forgotten;
    }

    /// <summary>The changes after a version, and what completes once there are more.</summary>
    internal (IReadOnlyList<StandInChange> Changes, Task More) After(long version)
    {
        lock (_lock) return ([.. _log.Where(c => c.Version > version)], _next.Task);
    }

    /// <summary>The objects of a resource with what was put and without what was deleted.</summary>
    internal IEnumerable<JsonObject> Apply(StandInResource resource, IEnumerable<JsonObject> recorded)
    {
        lock (_lock)
        {
            var changed = _objects.Where(o => o.Key.Resource == resource.Name && resource.Group != "metrics.k8s.io").ToList();
            var names = changed.Select(o => o.Key.Name).ToHashSet();
            return
            [
                .. recorded.Where(o => !names.Contains(NameOf(o))),
                .. changed.Where(o => o.Value is not null).Select(o => resource.Complete(o.Value!.DeepClone().AsObject())),
            ];
        }
    }

    private static string NameOf(JsonObject value) => $"{value["metadata"]!["namespace"]}/{value["metadata"]!["name"]}";

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal(string type)
    {
        lock (_lock) Add(type, null, null);
    }

    private void Add(string type, string? resource, JsonObject? value)
    {
        _version++;
        if (value is not null) value["metadata"]!["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
        var found = resource is null ? null : ApiServerStandInResources.All.First(r => r.Name == resource);
        _log.Add(new StandInChange(_version, type, found, value?.DeepClone().AsObject()));
        _next.SetResult();
        _next = NewSignal();
    }

    private sealed class Watch(ApiServerStandInChanges changes) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref changes._open);
    }
}
