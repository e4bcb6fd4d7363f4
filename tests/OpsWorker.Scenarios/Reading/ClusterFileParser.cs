using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Kubernetes.Queries.Resources;
using YamlDotNet.Core;

namespace OpsWorker.Scenarios.Reading;

/// <summary>Reads a cluster file.</summary>
internal static class ClusterFileParser
{
    /// <summary>The namespace of an object that names none.</summary>
    public const string DefaultNamespace = "shop";

    private const string DefaultContainer = "main";

    private static readonly string[] s_keys =
        ["base", "collectedAt", "remove", "forbidden", "absent", "objects", "logs", "metrics", "probes", "servicegraph"];

    private static readonly string[] s_subresources = ["pods/log"];
    private static readonly string[] s_measurements = ["logs", "probes", "metrics", "servicegraph"];
    private static readonly string[] s_logKeys = ["pod", "namespace", "container", "text", "append", "previous"];
    private static readonly string[] s_seriesKeys = ["metric", "values"];

    /// <exception cref="FormatException">The text is no cluster file; the message names the key.</exception>
    public static ClusterFile Parse(string yaml)
    {
        var root = Root(yaml);
        RequireKeys(root, s_keys, "the file");
        return new ClusterFile
        {
            Bases = root["base"] is JsonValue one ? [Text(one, "base")] : Texts(root, "base"),
            CollectedAt = root["collectedAt"] is { } at ? DateTimeOffset.Parse(at.ToString(), CultureInfo.InvariantCulture) : null,
            Remove = Texts(root, "remove"),
            Forbidden = Resources(root, "forbidden", s_subresources),
            Absent = Resources(root, "absent", s_measurements),
            Objects = [.. Maps(root, "objects").SelectMany(NumberedObjects.Expand)],
            Logs = [.. Maps(root, "logs").Select(Log)],
            Metrics = [.. Maps(root, "metrics").Select(Series)],
            Probes = [.. Maps(root, "probes")],
            Calls = [.. Calls(root["servicegraph"])],
        };
    }

    private static JsonObject Root(string yaml)
    {
        try
        {
            return Map(YamlJson.Read(yaml), "the file");
        }
        catch (YamlException e)
        {
            throw new FormatException($"Line {e.Start.Line}: {e.Message}", e);
        }
    }

    private static LogEntry Log(JsonObject entry)
    {
        RequireKeys(entry, s_logKeys, "logs");
        if (entry["previous"] is JsonValue flag && flag.TryGetValue<bool>(out _))
        {
            throw new FormatException($"\"previous\" of {entry["pod"]} is no text: it has the lines of the run before.");
        }

        return new LogEntry(
            Optional(entry, "namespace") ?? DefaultNamespace,
            Text(entry["pod"], "logs.pod"),
            Optional(entry, "container") ?? DefaultContainer,
            Optional(entry, "text"),
            Optional(entry, "append"),
            Optional(entry, "previous"));
    }

    private static MetricSeries Series(JsonObject entry)
    {
        RequireKeys(entry, s_seriesKeys, "metrics");
        return new MetricSeries(Map(entry["metric"], "metrics.metric"), SeriesValues.Parse(Text(entry["values"], "metrics.values")));
    }

    private static IEnumerable<(string Client, string Server)> Calls(JsonNode? graph)
    {
        if (graph is null) yield break;
        foreach (var (client, _) in Map(graph, "servicegraph"))
        {
            foreach (var server in Texts(graph.AsObject(), client)) yield return (client, server);
        }
    }

    private static void RequireKeys(JsonObject map, string[] known, string where)
    {
        if (map.Select(p => p.Key).FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw new FormatException($"\"{unknown}\" is no key of {where}; there are {string.Join(", ", known)}.");
        }
    }

    // A misspelt name would have no effect, and nobody would notice.
    private static IReadOnlyList<string> Resources(JsonObject root, string key, string[] others)
    {
        var names = Texts(root, key);
        var unknown = names.FirstOrDefault(n => !others.Contains(n) && KnownResources.Find(n)?.Name != n);
        return unknown is null ? names : throw new FormatException($"\"{key}\" has {unknown}, which is no resource's plural name.");
    }

    private static JsonObject Map(JsonNode? node, string key) =>
        node as JsonObject ?? throw new FormatException($"\"{key}\" is not a map.");

    private static IEnumerable<JsonObject> Maps(JsonObject root, string key) => List(root, key).Select(item => Map(item, key));

    private static IReadOnlyList<string> Texts(JsonObject root, string key) => [.. List(root, key).Select(item => Text(item, key))];

    private static JsonArray List(JsonObject root, string key) => root[key] switch
    {
        null => [],
        JsonArray list => list,
        _ => throw new FormatException($"\"{key}\" is not a list."),
    };

    private static string? Optional(JsonObject map, string key) => map[key] is { } node ? Text(node, key) : null;

    private static string Text(JsonNode? node, string key) =>
        node is JsonValue ? node.ToString() : throw new FormatException($"\"{key}\" is not a text.");
}
