using OpsWorker.AgentRuntime.Watch;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>The identity of a watched object.</summary>
internal readonly record struct WatchedObject(WatchTarget Target, string? Namespace, string Name);

/// <summary>Index of objects and their current symptoms. Healthy objects are not kept, so it stays small.</summary>
internal sealed class SymptomBook
{
    /// <summary>Maximum number of objects with symptoms; further ones are ignored.</summary>
    public const int MaxObjects = 5000;

    private readonly Dictionary<WatchedObject, (IReadOnlyList<Symptom> Symptoms, int Listing)> _objects = [];
    private readonly Dictionary<ProblemKey, HashSet<WatchedObject>> _objectsOf = [];
    private readonly Dictionary<ProblemKey, DateTimeOffset> _recoveredAt = [];
    private readonly Dictionary<WatchTarget, int> _listings = [];

    /// <summary>The problems that have a symptom.</summary>
    public IReadOnlyCollection<ProblemKey> Problems => _objectsOf.Keys;

    /// <summary>Marks the start of a list of the target.</summary>
    public void Listing(WatchTarget target) => _listings[target] = _listings.GetValueOrDefault(target) + 1;

    /// <summary>Ends the list: objects that it did not contain are removed. Returns the affected problems.</summary>
    public IReadOnlyList<ProblemKey> Listed(WatchTarget target)
    {
        var current = _listings.GetValueOrDefault(target);
        var gone = _objects.Where(o => o.Key.Target == target && o.Value.Listing != current).Select(o => o.Key).ToList();
        return [.. gone.SelectMany(Remove)];
    }

    /// <summary>Replaces the symptoms of an object. Returns the affected problems.</summary>
    public IReadOnlyList<ProblemKey> Put(WatchedObject shown, Observation observation)
    {
        var affected = new List<ProblemKey>(Remove(shown));
        if (observation.Recovered is { } recovered && observation.RecoveredAt > _recoveredAt.GetValueOrDefault(recovered)
            && (_recoveredAt.Count < MaxObjects || _recoveredAt.ContainsKey(recovered)))
        {
            _recoveredAt[recovered] = observation.RecoveredAt;
            affected.Add(recovered);
        }

        if (observation.Symptoms.Count == 0 || _objects.Count >= MaxObjects) return affected;
        _objects[shown] = (observation.Symptoms, _listings.GetValueOrDefault(shown.Target));
        foreach (var symptom in observation.Symptoms)
        {
            if (!_objectsOf.TryGetValue(symptom.Problem, out var objects)) _objectsOf[symptom.Problem] = objects = [];
            objects.Add(shown);
            affected.Add(symptom.Problem);
        }

        return affected;
    }

    /// <summary>Removes an object. Returns the affected problems.</summary>
    public IReadOnlyList<ProblemKey> Remove(WatchedObject gone)
    {
        if (!_objects.Remove(gone, out var before)) return [];
        foreach (var problem in before.Symptoms.Select(s => s.Problem))
        {
            if (_objectsOf.TryGetValue(problem, out var objects) && objects.Remove(gone) && objects.Count == 0) _objectsOf.Remove(problem);
        }

        return [.. before.Symptoms.Select(s => s.Problem)];
    }

    /// <summary>The oldest symptom of a problem at a time; null if there is none.</summary>
    public Symptom? Find(ProblemKey problem, DateTimeOffset now)
    {
        if (!_objectsOf.TryGetValue(problem, out var objects)) return null;
        var hasRecovered = _recoveredAt.TryGetValue(problem, out var recovered);
        return objects.SelectMany(o => _objects[o].Symptoms)
            .Where(
                s =>
                    s.Problem == problem && (s.Until is null || s.Until > now) && (!hasRecovered || s.Since is null || s.Since > recovered))
            .OrderBy(s => s.Since ?? DateTimeOffset.MaxValue).ThenBy(s => s.Pod, StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
