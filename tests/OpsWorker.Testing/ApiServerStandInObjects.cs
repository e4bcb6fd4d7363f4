using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>The objects of a recorded cluster, read plainly, and its logs.</summary>
internal sealed class ApiServerStandInObjects(string folder)
{
    /// <summary>The objects of a resource, in order of namespace and name, with their kind as the API server would name it.</summary>
    public IReadOnlyList<JsonObject> All(StandInResource resource) =>
        [.. Files(resource.FileName).SelectMany(Read).Select(resource.Complete)
            .OrderBy(o => (string?)o["metadata"]!["namespace"], StringComparer.Ordinal)
            .ThenBy(o => (string?)o["metadata"]!["name"], StringComparer.Ordinal)];

    /// <summary>The recorded lines of a container; null where there are none.</summary>
    public IReadOnlyList<string>? Log(string inNamespace, string pod, string container, bool previous)
    {
        var file = Path.Combine(folder, inNamespace, pod, previous ? "logs-previous.txt" : "logs.txt");
        if (!File.Exists(file)) return null;
        var lines = File.ReadAllLines(file);
        var start = Array.FindIndex(lines, l => l.StartsWith($"==== START logs for container {container} ", StringComparison.Ordinal));
        if (start < 0) return null;
        return [.. lines.Skip(start + 1).TakeWhile(l => !l.StartsWith("==== END logs", StringComparison.Ordinal))];
    }

    private IEnumerable<string> Files(string name) =>
        Directory.GetDirectories(folder).Prepend(folder).Select(d => Path.Combine(d, name)).Where(File.Exists);

    private static IEnumerable<JsonObject> Read(string file) =>
        JsonNode.Parse(File.ReadAllText(file))!["items"]!.AsArray().Select(i => i!.DeepClone().AsObject());
}
