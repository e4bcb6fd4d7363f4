using System.Text.Json;

namespace OpsWorker.Pipeline.Drift;

/// <summary>
/// The way in which the items of a list belong together, as the API's structured merge has it: by keys, as a set, or in order. It follows
/// from the field's name and from the items, so that lists of custom resources are understood too.
/// </summary>
internal sealed record ListShape(IReadOnlyList<string> Keys, bool IsOrdered)
{
    private const string Protocol = "protocol";
    private static readonly ListShape s_ordered = new([], IsOrdered: true);
    private static readonly ListShape s_set = new([], IsOrdered: false);
    private static readonly string[] s_orderedFields = ["args", "command"];

    // In order of preference: the first whose fields every item has, with different values, is the key.
    private static readonly string[][] s_keys =
    [
        ["containerPort", Protocol], ["port", Protocol], ["mountPath"], ["devicePath"], ["topologyKey", "whenUnsatisfiable"], ["name"],
        ["host"], ["path"], ["ip"], ["metadata.name"], ["key"],
    ];

    // Lists of objects with a name in which the name is no key.
    private static readonly string[] s_sets = ["subjects", "tolerations", "rules", "ownerReferences", "envFrom", "metrics"];

    public static ListShape Of(string? field, JsonElement desired, JsonElement live)
    {
        if (field is not null && s_orderedFields.Contains(field)) return s_ordered;
        var items = desired.EnumerateArray().Concat(live.EnumerateArray()).ToList();
        if (items.Count == 0 || items.Exists(item => item.ValueKind != JsonValueKind.Object)) return s_set;
        foreach (var keys in s_keys)
        {
            if (keys is ["name"] && field is not null && s_sets.Contains(field)) continue;
            if (IsKey(desired, keys) && IsKey(live, keys)) return new ListShape(keys, IsOrdered: false);
        }

        return s_set;
    }

    /// <summary>The values of the keys of an item.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeysOf(JsonElement item) =>
        [.. Keys.Select(key => new KeyValuePair<string, string>(key, Value(item, key) ?? ""))];

    private static bool IsKey(JsonElement list, string[] keys)
    {
        var values = list.EnumerateArray().Select(item => string.Join('\n', keys.Select(key => Value(item, key) ?? "\0"))).ToList();
        return values.TrueForAll(value => !value.Contains('\0', StringComparison.Ordinal)) && values.Distinct().Count() == values.Count;
    }

    private static string? Value(JsonElement item, string key)
    {
        foreach (var name in key.Split('.'))
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value)) return key == Protocol ? "TCP" : null;
            item = value;
        }

        return item.ValueKind is JsonValueKind.String or JsonValueKind.Number ? item.ToString() : null;
    }
}
