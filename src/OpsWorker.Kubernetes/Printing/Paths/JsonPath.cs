using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Paths;

/// <summary>A path of kubectl's JSONPath: fields, indices, slices, wildcards, filters and recursive descent.</summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<Func<JsonElement, IEnumerable<JsonElement>>> _steps;

    internal JsonPath(IReadOnlyList<Func<JsonElement, IEnumerable<JsonElement>>> steps) => _steps = steps;

    /// <summary>Parses a path as the flags of kubectl take it: <c>.spec</c>, <c>spec</c> or <c>{.spec}</c>.</summary>
    /// <exception cref="FormatException">It is no path.</exception>
    public static JsonPath ParseRelaxed(string text)
    {
        var path = text.StartsWith('{') && text.EndsWith('}') ? text[1..^1] : text;
        if (path.Length > 0 && path[0] is not ('.' or '[' or '$' or '@')) path = "." + path;
        var reader = new JsonPathReader(path);
        var parsed = reader.ReadPath();
        return reader.IsAtEnd ? parsed : throw new FormatException($"unexpected '{reader.Current}'");
    }

    /// <summary>The values that the path selects, in order.</summary>
    public IEnumerable<JsonElement> Select(JsonElement root) =>
        _steps.Aggregate<Func<JsonElement, IEnumerable<JsonElement>>, IEnumerable<JsonElement>>(
            [root], (values, step) => values.SelectMany(step));
}
