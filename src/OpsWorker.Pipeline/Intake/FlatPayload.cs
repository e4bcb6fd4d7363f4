namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// The scalars of a payload whose layout its owner chose, as of a template: they are found by their names wherever they stand, whatever
/// their case and the separators between words (<c>alertTitle</c>, <c>ALERT_TITLE</c>), and variables that the sender did not replace
/// count as missing.
/// </summary>
internal sealed class FlatPayload
{
    private const int MaxDepth = 4;
    private const int MaxScalars = 1000;

    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byPath = [];

    public FlatPayload(PayloadNode root)
    {
        // Breadth first, so that a field of the root counts before one of the same name within.
        IReadOnlyList<(string Path, PayloadNode Node)> level = [("", root)];
        for (var depth = 0; depth < MaxDepth && level.Count > 0; depth++)
        {
            foreach (var (path, node) in level) Add(path, node);
            level = [.. level.SelectMany(parent => parent.Node.Children().Select(child => (PathOf(parent.Path, child.Name), child.Node)))];
        }
    }

    /// <summary>Every scalar by its path.</summary>
    public IReadOnlyDictionary<string, string> ByPath => _byPath;

    /// <summary>The first of these names that has a value.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_byName.TryGetValue(Plain(name), out var value)) return value;
        }

        return null;
    }

    /// <summary>The first of these names that is a time.</summary>
    public DateTimeOffset? Instant(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Instants.Parse(First(name)) is { } time) return time;
        }

        return null;
    }

    private static string PathOf(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private void Add(string path, PayloadNode node)
    {
        foreach (var (name, value) in node.ScalarsAndLists())
        {
            if (_byPath.Count >= MaxScalars || IsMissing(value)) continue;
            _byPath.TryAdd(PathOf(path, name), value);
            _byName.TryAdd(Plain(name), value);
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(c => c is not ('_' or '-' or '.' or ' ' or '$')));

    private static bool IsMissing(string value) => value is "null" or "N/A" or "n/a" or "*UNKNOWN*"
        || (value.Length > 2 && value[0] == '$' && value.AsSpan(1).IndexOfAnyExceptInRange('A', '_') < 0)
        || (value.StartsWith("{{", StringComparison.Ordinal) && value.EndsWith("}}", StringComparison.Ordinal))
        || (value.Length > 2 && value[0] == '{' && value[^1] == '}' && value.AsSpan(1, value.Length - 2).IndexOfAny(" :{}") < 0);
}
