using System.Text.Json;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>
/// Compares two pod templates field by field: objects by their fields, lists of named things (containers, variables,
/// volumes) by their names, everything else as a whole. The API writes equal templates in equal words, so that what
/// differs was changed by somebody.
/// </summary>
internal static class TemplateDiff
{
    /// <summary>The maximum number of changes; of a template that was written anew, the first.</summary>
    public const int MaxChanges = 12;

    // A template nests less deep; a hostile one is compared as a whole from here on.
    private const int MaxDepth = 12;

    // What controllers and clients write into every revision, without anybody having changed the pods.
    private static readonly HashSet<string> s_ignored =
    [
        "creationTimestamp", "pod-template-hash", "controller-revision-hash", "pod-template-generation", "$patch",
        "kubectl.kubernetes.io/restartedAt",
    ];

    /// <summary>The differences, what runs in the pods first.</summary>
    public static IReadOnlyList<FieldChange> Between(JsonElement before, JsonElement after) =>
        [.. Compare("", before, after, 0).OrderBy(Rank).Take(MaxChanges)];

    private static IEnumerable<FieldChange> Compare(string path, JsonElement? before, JsonElement? after, int depth)
    {
        if (before is not { } old || after is not { } now)
        {
            return (before ?? after) is { } only && !IsIgnored(only) ? [new FieldChange(path, before, after)] : [];
        }

        if (depth < MaxDepth && old.ValueKind == JsonValueKind.Object
            && now.ValueKind == JsonValueKind.Object) return Fields(path, old, now, depth);
        if (depth < MaxDepth && Named(old) is { } olds && Named(now) is { } nows)
        {
            return olds.Keys.Union(nows.Keys)
                .SelectMany(name => Compare($"{path}[{name}]", Find(olds, name), Find(nows, name), depth + 1));
        }

        return JsonElement.DeepEquals(old, now) ? [] : [new FieldChange(path, before, after)];
    }

    private static IEnumerable<FieldChange> Fields(string path, JsonElement before, JsonElement after, int depth) =>
        before.EnumerateObject().Concat(after.EnumerateObject()).Select(p => p.Name).Distinct()
            .Where(name => !s_ignored.Contains(name))
            .SelectMany(name => Compare(
                Join(path, name),
                before.TryGetProperty(name, out var old) ? old : null,
                after.TryGetProperty(name, out var now) ? now : null,
                depth + 1));

    private static bool IsIgnored(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(p => s_ignored.Contains(p.Name));

    // The keys of labels and annotations have dots of their own.
    private static string Join(string path, string name) => name.Contains('.', StringComparison.Ordinal)
        ? $"{path}[{name}]"
        : path.Length == 0 ? name : $"{path}.{name}";

    private static Dictionary<string, JsonElement>? Named(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) return null;
        var items = new Dictionary<string, JsonElement>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("name", out var name)) return null;
            if (name.ValueKind != JsonValueKind.String || !items.TryAdd(name.GetString()!, item)) return null;
        }

        return items;
    }

    private static JsonElement? Find(Dictionary<string, JsonElement> items, string name) => items.TryGetValue(name, out var item) ? item
        : null;

    private static int Rank(FieldChange change) =>
        change.Path.StartsWith("spec.containers", StringComparison.Ordinal) ? 0
        : change.Path.StartsWith("spec.", StringComparison.Ordinal) ? 1
        : 2;
}
