using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>Copies a recorded case under other names of namespaces, nodes, workloads, claims and volumes.</summary>
internal static class Renaming
{
    private static readonly string[] s_files =
        ["deployments.json", "services.json", "statefulsets.json", "persistentvolumeclaims.json", "configmaps.json"];

    public static void Copy(string from, string to)
    {
        var names = Names(Path.Combine(from, "cluster"));
        // The longest first, so that a name within another one does not tear it apart.
        var pattern = new Regex(string.Join('|', names.Keys.OrderByDescending(n => n.Length).Select(Regex.Escape)), RegexOptions.None, TimeSpan.FromSeconds(10));
        string Rename(string text) => pattern.Replace(text, m => names[m.Value]);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Rename(Path.GetRelativePath(from, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, Rename(File.ReadAllText(file)));
        }
    }

    private static Dictionary<string, string> Names(string cluster)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var ns in Directory.EnumerateDirectories(cluster))
        {
            var name = Path.GetFileName(ns);
            if (name is "kube-system" or "default") continue;
            names.Add(name);
            foreach (var file in s_files) names.UnionWith(NamesIn(Path.Combine(ns, file)));
        }

        foreach (var file in (string[])["nodes.json", "persistentvolumes.json"]) names.UnionWith(NamesIn(Path.Combine(cluster, file)));
        names.RemoveWhere(n => n.Length < 5 || n.StartsWith("kube-", StringComparison.Ordinal) || n == "master");
        return names.Select((n, i) => (n, i)).ToDictionary(x => x.n, x => $"qx{x.i:00}wv");
    }

    private static IEnumerable<string> NamesIn(string file)
    {
        if (!File.Exists(file)) return [];
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("metadata").GetProperty("name").GetString()!)];
    }
}
