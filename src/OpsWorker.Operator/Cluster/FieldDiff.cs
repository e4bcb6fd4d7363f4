using System.Text.Json.Nodes;

namespace OpsWorker.Operator.Cluster;

/// <summary>Compares two versions of an object field by field. Pure.</summary>
internal static class FieldDiff
{
    private static readonly HashSet<string> s_ignored =
        ["metadata.managedFields", "metadata.resourceVersion", "metadata.generation", "status"];

    /// <summary>The changed fields, one a line: <c>spec.replicas: 3 -> 5</c>.</summary>
    public static IReadOnlyList<string> Between(JsonNode? before, JsonNode? after)
    {
        var lines = new List<string>();
        Compare("", before, after, lines);
        return lines;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<string> lines)
    {
        if (s_ignored.Contains(path) || JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject || after is JsonObject)
        {
            var (left, right) = (before as JsonObject, after as JsonObject);
            foreach (var name in Names(left).Union(Names(right)))
            {
                Compare(Join(path, name), left?[name], right?[name], lines);
            }
        }
        else if (before is JsonArray left && after is JsonArray right && left.Count == right.Count)
        {
            for (var i = 0; i < left.Count; i++) Compare($"{path}[{i}]", left[i], right[i], lines);
        }
        else
        {
            lines.Add($"{path}: {Shown(before)} -> {Shown(after)}");
        }
    }

    private static IEnumerable<string> Names(JsonObject? value) => value?.Select(property => property.Key) ?? [];

    // A name with a dot, as of an annotation, is one name.
    private static string Join(string path, string name) =>
        name.Contains('.', StringComparison.Ordinal) ? $"{path}[{name}]" : path.Length == 0 ? name : $"{path}.{name}";

    private static string Shown(JsonNode? value) => value is null ? "(none)" : value.ToJsonString().Trim('"');
}
