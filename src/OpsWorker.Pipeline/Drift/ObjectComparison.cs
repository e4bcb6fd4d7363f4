using System.Text.Json;

namespace OpsWorker.Pipeline.Drift;

/// <summary>Compares one manifest with its live object.</summary>
internal sealed class ObjectComparison
{
    private const int MaxText = 200;
    private static readonly string[] s_notCompared = ["apiVersion", "kind", "status"];

    private static readonly string[] s_identity =
    [
        "name", "namespace", "generateName", "creationTimestamp", "uid", "resourceVersion", "generation", "managedFields", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    ];

    private readonly ManifestId _id;
    private readonly JsonElement _live;
    private readonly bool _isScaled;
    private readonly IReadOnlyList<IgnoreRule> _rules;
    private readonly FieldOwners _owners;
    private readonly List<FieldDrift> _drift = [];

    /// <param name="id">The live object's identity.</param>
    /// <param name="live">The live object.</param>
    /// <param name="isScaled">True if an autoscaler sets its replicas.</param>
    /// <param name="rules">What is ignored.</param>
    public ObjectComparison(ManifestId id, JsonElement live, bool isScaled, IReadOnlyList<IgnoreRule> rules)
    {
        (_id, _live, _isScaled) = (id, live, isScaled);
        _rules = [.. rules.Where(rule => rule.IsOf(id))];
        _owners = FieldOwners.Of(live);
    }

    public IReadOnlyList<FieldDrift> Compare(JsonElement desired)
    {
        CompareObjects(desired, _live, FieldPath.Root);
        return [.. _drift.OrderBy(drift => drift.Path, StringComparer.Ordinal)];
    }

    private void CompareValues(JsonElement desired, JsonElement live, FieldPath path)
    {
        if (desired.ValueKind == JsonValueKind.Null || IsIgnored(path)) return;
        switch (desired.ValueKind, live.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareObjects(desired, live, path);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareLists(desired, live, path);
                break;
            default:
                var isSame = ScalarEquality.AreEqual(desired, live, path)
                    || (ScalarEquality.IsNothing(desired) && ScalarEquality.IsNothing(live))
                    || (path.Field == "caBundle" && ScalarEquality.IsNothing(desired));
                if (!isSame) Add(path, DriftKind.Changed, desired, live);
                break;
        }
    }

    private void CompareObjects(JsonElement desired, JsonElement live, FieldPath path)
    {
        foreach (var field in desired.EnumerateObject().Where(field => IsCompared(field.Name, path)))
        {
            var at = path.Then(field.Name);
            if (live.TryGetProperty(field.Name, out var value)) CompareValues(field.Value, value, at);
            else if (!ScalarEquality.IsNothing(field.Value)) Add(at, DriftKind.Removed, field.Value, default);
        }

        foreach (var field in live.EnumerateObject().Where(field => IsCompared(field.Name, path)))
        {
            if (!desired.TryGetProperty(field.Name, out _)) FindAdditions(field.Value, path.Then(field.Name));
        }
    }

    private void CompareLists(JsonElement desired, JsonElement live, FieldPath path)
    {
        var shape = ListShape.Of(path.Field, desired, live);
        if (shape.Keys.Count > 0) CompareItems(desired, live, path, shape);
        else if (!(shape.IsOrdered ? AreEqualInOrder(desired, live, path) : AreEqualSets(desired, live, path)))
            Add(path, DriftKind.Changed, desired, live);
    }

    private void CompareItems(JsonElement desired, JsonElement live, FieldPath path, ListShape shape)
    {
        var items = live.EnumerateArray().Select(item => (Keys: shape.KeysOf(item), Item: item)).ToList();
        foreach (var (index, wanted) in desired.EnumerateArray().Index())
        {
            var keys = shape.KeysOf(wanted);
            var at = path.Then(new PathStep(null, keys, index));
            var found = items.FindIndex(item => item.Keys.SequenceEqual(keys));
            if (found >= 0)
            {
                CompareValues(wanted, items[found].Item, at);
                items.RemoveAt(found);
            }
            else
            {
                Add(at, DriftKind.Removed, wanted, default);
            }
        }

        foreach (var (keys, item) in items) FindAddition(item, path.Then(new PathStep(null, keys, -1)));
    }

    // Fields of a live object that the manifest does not have are told one by one, items of lists as a whole.
    private void FindAdditions(JsonElement live, FieldPath path)
    {
        if (live.ValueKind == JsonValueKind.Object && live.EnumerateObject().Any())
        {
            foreach (var field in live.EnumerateObject()) FindAdditions(field.Value, path.Then(field.Name));
            return;
        }

        if (live.ValueKind == JsonValueKind.Array)
        {
            var shape = ListShape.Of(path.Field, live, live);
            if (shape.Keys.Count > 0)
            {
                foreach (var item in live.EnumerateArray()) FindAddition(item, path.Then(new PathStep(null, shape.KeysOf(item), -1)));
                return;
            }
        }

        FindAddition(live, path);
    }

    private void FindAddition(JsonElement live, FieldPath path)
    {
        var owners = _owners.Find(path);
        if (owners.Count > 0 && owners.All(owner => !owner.IsDeployer && !owner.IsSystem)) Add(path, DriftKind.Added, default, live);
    }

    private bool AreEqualInOrder(JsonElement desired, JsonElement live, FieldPath path) =>
        desired.GetArrayLength() == live.GetArrayLength()
        && desired.EnumerateArray().Zip(live.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second, path));

    private bool AreEqualSets(JsonElement desired, JsonElement live, FieldPath path)
    {
        if (desired.GetArrayLength() != live.GetArrayLength()) return false;
        var left = live.EnumerateArray().ToList();
        foreach (var item in desired.EnumerateArray())
        {
            var found = left.FindIndex(other => AreEqual(item, other, path));
            if (found < 0) return false;
            left.RemoveAt(found);
        }

        return true;
    }

    // An item of a set: what the cluster fills in is no difference here either.
    private bool AreEqual(JsonElement desired, JsonElement live, FieldPath path)
    {
        var item = new ObjectComparison(_id, _live, _isScaled, _rules);
        item.CompareValues(desired, live, path.Then(new PathStep(null, [], -1)));
        return item._drift.Count == 0;
    }

    private static bool IsCompared(string field, FieldPath path) => path.Steps.Count switch
    {
        0 => !s_notCompared.Contains(field),
        1 => path.Field != "metadata" || !s_identity.Contains(field),
        _ => true,
    };

    private bool IsIgnored(FieldPath path) =>
        DriftSeverities.IsBookkeeping(path) || (path.Steps.Count == 2 && path.StartsWith("spec", "replicas") && IsAutoscaled(path));

    private bool IsAutoscaled(FieldPath path) =>
        _isScaled || _owners.Find(path).Any(owner => owner.Subresource == "scale" && owner.Manager == "kube-controller-manager");

    private void Add(FieldPath path, DriftKind kind, JsonElement desired, JsonElement live)
    {
        var owners = _owners.Find(path);
        if (IsIgnored(path) || _rules.Any(rule => rule.Ignores(path, owners))) return;
        var actor = kind == DriftKind.Removed ? null : _owners.ActorOf(path);
        _drift.Add(new FieldDrift(_id.ToString(), path.ToString(), kind, DriftSeverities.Of(_id.Kind, path))
        {
            Desired = Text(desired),
            Live = Text(live),
            Actor = actor?.Manager,
            At = actor?.At,
        });
    }

    private string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined || _id.Kind == "Secret") return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }
}
