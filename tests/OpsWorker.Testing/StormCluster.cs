using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpsWorker.Testing;

/// <summary>Writes a recorded cluster of many Deployments, each of which waits for an image of its own that is not there.</summary>
public static partial class StormCluster
{
    private static readonly string[] Lists = ["deployments", "replicasets", "pods", "events"];

    /// <summary>The name of a Deployment.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"app{number}");

    /// <summary>The namespace of a Deployment.</summary>
    /// <param name="number">The Deployment.</param>
    /// <param name="namespaces">The number of namespaces.</param>
    public static string Namespace(int number, int namespaces) =>
        string.Create(CultureInfo.InvariantCulture, $"team-{number % namespaces}");

    /// <summary>The image that the registry does not have.</summary>
    public static string Image(int number) => $"registry.example/{Name(number)}:1.4.O";

    /// <summary>The image that a message names as the cause: the first one after the word; null where it names none.</summary>
    public static string? CauseOf(SlackStandInMessage message)
    {
        var cause = message.BlockText.IndexOf("*Cause*", StringComparison.Ordinal);
        var match = cause < 0 ? Match.Empty : ImageName().Match(message.BlockText, cause);
        return match.Success ? match.Value : null;
    }

    [GeneratedRegex(@"registry\.example/app[0-9]+:1\.4\.O", RegexOptions.NonBacktracking)]
    private static partial Regex ImageName();

    /// <summary>Writes the dump into the folder, which is created where it is missing.</summary>
    public static string WriteTo(string folder, int deployments, int namespaces)
    {
        var template = SmallCluster.WriteTo(folder);
        var templates = Path.Combine(template, SmallCluster.Namespace);
        var kinds = Lists.ToDictionary(list => list, list => File.ReadAllText(Path.Combine(templates, $"{list}.json")));
        Directory.Delete(templates, recursive: true);
        var names = Enumerable.Range(0, namespaces).Select(n => Namespace(n, namespaces)).ToList();
        var items = names.Select(n => new JsonObject { ["metadata"] = new JsonObject { ["name"] = n } });
        Write(folder, "namespaces.json", List("NamespaceList", "v1", items));
        foreach (var ns in names)
        {
            foreach (var (list, content) in kinds)
            {
                var numbers = Enumerable.Range(0, deployments).Where(number => Namespace(number, namespaces) == ns);
                var read = JsonNode.Parse(content)!;
                Write(folder, $"{ns}/{list}.json", List(
                    read["kind"]!.GetValue<string>(),
                    read["apiVersion"]!.GetValue<string>(),
                    numbers.Select(number => Item(content, number, ns))));
            }

            foreach (var empty in (string[])["services", "daemonsets"]) Write(folder, $"{ns}/{empty}.json", List("List", "v1", []));
        }

        return folder;
    }

    private static JsonNode Item(string list, int number, string ns)
    {
        var text = list
            .Replace(SmallCluster.MissingImage, Image(number), StringComparison.Ordinal)
            .Replace("checkout-7c9-x2x", $"{Name(number)}-7c9f8b6c5d-x2v9k", StringComparison.Ordinal)
            .Replace("checkout-7c9", $"{Name(number)}-7c9f8b6c5d", StringComparison.Ordinal)
            .Replace("checkout", Name(number), StringComparison.Ordinal)
            .Replace($"\"{SmallCluster.Namespace}\"", $"\"{ns}\"", StringComparison.Ordinal);
        foreach (var uid in (string[])["d-1", "r-1", "p-1", "e-1"])
        {
            text = text.Replace($"\"{uid}\"", FormattableString.Invariant($"\"{uid}-{number}\""), StringComparison.Ordinal);
        }

        return JsonNode.Parse(text)!["items"]![0]!.DeepClone();
    }

    private static string List(string kind, string apiVersion, IEnumerable<JsonNode> items) =>
        new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["items"] = new JsonArray([.. items]) }.ToJsonString();

    private static void Write(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
