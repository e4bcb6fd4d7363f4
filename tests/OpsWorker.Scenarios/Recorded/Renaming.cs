using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>
/// Other names for every object, namespace and image of a recorded cluster, wherever they stand. Each letter becomes
/// another one, so that names that are alike stay alike and what is derived from a name (a pod's) is derived from the new one.
/// </summary>
internal sealed class Renaming
{
    private const int Shift = 7;

    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, string> _old;
    private readonly Regex _forth;
    private readonly Regex _back;

    private Renaming(Dictionary<string, string> names)
    {
        _names = names;
        _old = names.ToDictionary(n => n.Value, n => n.Key);
        _forth = Pattern(names.Keys);
        _back = Pattern(names.Values);
    }

    /// <summary>Collects the names of a dump.</summary>
    public static Renaming Of(string cluster)
    {
        var names = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(cluster, "*.json", SearchOption.AllDirectories).Where(f => !IsPlatform(f, cluster)))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("items", out var items))
                continue;
            foreach (var item in items.EnumerateArray())
            {
                var name = item.GetProperty("metadata").GetProperty("name").GetString()!;
                if (!IsOfPlatform(name)) names[name] = Other(name);
                foreach (var (image, other) in Images(item)) names[image] = other;
                foreach (var host in Hosts(item)) names[host] = Other(host);
            }
        }

        return new Renaming(names);
    }

    /// <summary>A text with the new names.</summary>
    public string Rename(string text) => _forth.Replace(text, m => _names[m.Value]);

    /// <summary>A text with the old names.</summary>
    public string Restore(string text) => _back.Replace(text, m => _old[m.Value]);

    // Objects of the system, and what Kubernetes itself puts into every namespace, have the same names everywhere.
    private static bool IsPlatform(string file, string cluster) =>
        Path.GetRelativePath(cluster, file) is var name
            && (name.StartsWith("kube-", StringComparison.Ordinal) || name.EndsWith("events.json", StringComparison.Ordinal));

    private static bool IsOfPlatform(string name) => name == "default" || name.StartsWith("kube-", StringComparison.Ordinal);

    // A name within a longer word is another word; within a name that was made from it, it is itself. The role of a node
    // (kubernetes.io/role: master) is no name, though one may be like it.
    private static Regex Pattern(IEnumerable<string> names)
    {
        var longestFirst = names.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).Select(Regex.Escape);
        return new Regex(
            $@"(?<![A-Za-z0-9_]|kubernetes\.io/|kubernetes\.io/role"":"")(?:{string.Join('|', longestFirst)})(?![A-Za-z0-9_])",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(30));
    }

    private static IEnumerable<(string Image, string Other)> Images(JsonElement item) =>
        Values(item, "image").Where(i => i.Contains(':', StringComparison.Ordinal)).Distinct().Select(i => (i, OtherImage(i)));

    // The host and the tag stay: whether they can be reached and are there is what diagnosis is about.
    private static string OtherImage(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 && image[..slash].AsSpan().IndexOfAny('.', ':') >= 0 ? slash + 1 : 0;
        var tag = image.LastIndexOf(':');
        if (tag < host) tag = image.Length;
        return image[..host] + Other(image[host..tag]) + image[tag..];
    }

    // Hosts that clients are configured with may be misspelt names: they must stay as alike to the right ones as they are.
    private static IEnumerable<string> Hosts(JsonElement item) =>
        Values(item, "value").Select(
            v =>
                Regex.Match(
                    v,
                    @"^(?:[a-z]+://)?(?<host>[a-z][a-z0-9-]+)(?:\.[a-z0-9.-]+)?:\d+",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)))
            .Where(m => m.Success && m.Groups["host"].Value != "localhost").Select(m => m.Groups["host"].Value);

    private static IEnumerable<string> Values(JsonElement value, string property) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => p.Name == property && p.Value.ValueKind == JsonValueKind.String
            ? [p.Value.GetString()!]
            : Values(p.Value, property)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(i => Values(i, property)),
        _ => [],
    };

    private static string Other(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + Shift) % 26)) : c));
}
