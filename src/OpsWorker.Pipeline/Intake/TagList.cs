using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads tags in the forms that monitoring systems write them.</summary>
internal static class TagList
{
    /// <summary>Adds tags of the form <c>name:value</c> as labels; the first of a name counts. What has no value is returned.</summary>
    public static IReadOnlyList<string> AddTo(Dictionary<string, string> labels, IEnumerable<string> tags)
    {
        var bare = new List<string>();
        foreach (var tag in tags.SelectMany(t => t.Split(',')).Select(t => t.Trim()).Where(t => t.Length > 0))
        {
            var colon = tag.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && colon < tag.Length - 1) labels.TryAdd(NameOf(tag[..colon]), tag[(colon + 1)..].Trim());
            else bare.Add(tag);
        }

        return bare;
    }

    /// <summary>
    /// Adds tags as labels: texts <c>name:value</c>, pairs <c>["name", "value"]</c>, and objects with a value and a name, key or tag.
    /// </summary>
    public static void AddTo(Dictionary<string, string> labels, IEnumerable<PayloadPlace> tags)
    {
        foreach (var (tag, path) in tags)
        {
            if (tag.ValueKind == JsonValueKind.String) AddTo(labels, [tag.GetString()!]);
            else if (tag.ValueKind == JsonValueKind.Array) AddPair(labels, tag);
            else if (tag.ValueKind == JsonValueKind.Object) AddObject(labels, new PayloadPlace(tag, path).Node());
        }
    }

    private static void AddPair(Dictionary<string, string> labels, JsonElement pair)
    {
        if (pair.GetArrayLength() == 2 && pair.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String))
        {
            labels.TryAdd(pair[0].GetString()!, pair[1].GetString()!);
        }
    }

    private static void AddObject(Dictionary<string, string> labels, PayloadNode tag)
    {
        if (tag.First("name", "key", "tag") is { } name) labels.TryAdd(name, tag.Scalar("value") ?? "");
    }

    // Dynatrace writes the context of a tag before its name: [Kubernetes]namespace:shop.
    private static string NameOf(string text)
    {
        var name = text.Trim();
        var end = name.IndexOf(']', StringComparison.Ordinal);
        return name[0] == '[' && end > 0 && end < name.Length - 1 ? name[(end + 1)..] : name;
    }
}
