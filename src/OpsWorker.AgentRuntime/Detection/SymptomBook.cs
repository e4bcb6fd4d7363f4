using OpsWorker.AgentRuntime.Watch;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>An object that shows something.</summary>
internal readonly record struct WatchedObject(WatchTarget Target, string? Namespace, string Name);

/// <summary>Which objects show which symptoms now. Objects that show nothing are not kept, so it is small in any cluster that works.</summary>
internal sealed class SymptomBook
{
    /// <summary>More objects than that are not taken in; a cluster with so many broken ones is known to be broken.</summary>
    public const int MaxObjects = 5000;

    private readonly Dictionary<WatchedObject, (IReadOnlyList<Symptom> Symptoms, int Listing)> _objects = [];
    private readonly Dictionary<ProblemKey, HashSet<WatchedObject>> _objectsOf = [];
    private readonly Dictionary<ProblemKey, DateTimeOffset> _recoveredAt = [];
    private readonly Dictionary<WatchTarget, int> _listings = [];

    /// <summary>The problems that something shows.</summary>
    public IReadOnlyCollection<ProblemKey> Problems => _objectsOf.Keys;

    /// <summary>A list of the target begins.</summary>
    public void Listing(WatchTarget target) => _listings[target] = _listings.GetValueOrDefault(target) + 1;

    /// <summary>The list is complete: what did not come is gone. The problems that this may concern.</summary>
    public IReadOnlyList<ProblemKey> Listed(WatchTarget target)
    {
        var current = _listings.GetValueOrDefault(target);
        var gone = _objects.Where(o => o.Key.Target == target && o.Value.Listing != current).Select(o => o.Key).ToList();
        return [.. gone.SelectMany(Remove)];
    }

    /// <summary>What an object shows now, in place of what it showed before. The problems that this concerns.</summary>
    public IReadOnlyList<ProblemKey> Put(WatchedObject shown, Observation observation)
    {
        var concerned = new List<ProblemKey>(Remove(shown));
        if (observation.Recovered is { } recovered && observation.RecoveredAt > _recoveredAt.GetValueOrDefault(recovered)
            && (_recoveredAt.Count < MaxObjects || _recoveredAt.ContainsKey(recovered)))
        {
            _recoveredAt[recovered] = observation.RecoveredAt;
            concerned.Add(recovered);
        }

        if (observation.Symptoms.Count == 0 || _objects.Count >= MaxObjects) return concerned;
        _objects[shown] = (observation.Symptoms, _listings.GetValueOrDefault(shown.Target));
        foreach (var symptom in observation.Symptoms)
        {
            if (!_objectsOf.TryGetValue(symptom.Problem, out var objects)) _objectsOf[symptom.Problem] = objects = [];
            objects.Add(shown);
            concerned.Add(symptom.Problem);
        }

        return concerned;
    }

    /// <summary>The object is gone. The problems that this concerns.</summary>
    public IReadOnlyList<ProblemKey> Remove(WatchedObject gone)
    {
        if (!_objects.Remove(gone, out var before)) return [];
        foreach (var problem in before.Symptoms.Select(s => s.Problem))
        {
            if (_objectsOf.TryGetValue(problem, out var objects) && objects.Remove(gone) && objects.Count == 0) _objectsOf.Remove(problem);
        }

        return [.. before.Symptoms.Select(s => s.Problem)];
    }

    /// <summary>The symptom by which a problem shows at a time, the oldest one; null where it does not.</summary>
    public Symptom? Find(ProblemKey problem, DateTimeOffset now)
    {
        if (!_objectsOf.TryGetValue(problem, out var objects)) return null;
        var hasRecovered = _recoveredAt.TryGetValue(problem, out var recovered);
        return objects.SelectMany(o => _objects[o].Symptoms)
            .Where(s => s.Problem == problem && (s.Until is null || s.Until > now) && (!hasRecovered || s.Since is null || s.Since > recovered))
            .OrderBy(s => s.Since ?? DateTimeOffset.MaxValue).ThenBy(s => s.Pod, StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
