using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Prints series as <c>kubectl top</c> does: CPU in thousandths of a core, memory in MiB, the last value of each.</summary>
internal static class TopTable
{
    public static string Write(QueryResult result)
    {
        using var document = JsonDocument.Parse(result.Content);
        var of = result.Query.Resource == "nodes" ? "node" : "pod";
        var named = document.RootElement.At("series").Items().Where(s => s.At("metric", of).ValueKind == JsonValueKind.String)
            .GroupBy(s => (Namespace: s.At("metric", "namespace").Text(), Name: s.At("metric", of).Text()))
            .OrderBy(g => g.Key.Namespace, StringComparer.Ordinal).ThenBy(g => g.Key.Name, StringComparer.Ordinal);
        var all = of == "pod" && result.Query.Namespace is null;
        IEnumerable<IReadOnlyList<string>> rows = named.Select(
            g => (IReadOnlyList<string>)[g.Key.Namespace, g.Key.Name, Cpu(g), Memory(g)]);
        IReadOnlyList<string> header = ["NAMESPACE", "NAME", "CPU(cores)", "MEMORY(bytes)"];
        var first = all ? 0 : 1;
        return TextTable.Write([.. header.Skip(first)], [.. rows.Select(r => (IReadOnlyList<string>)[.. r.Skip(first)])]);
    }

    private static string Cpu(IEnumerable<JsonElement> series) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Sum(series, "_cpu_usage") * 1000):0}m");

    private static string Memory(IEnumerable<JsonElement> series) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Sum(series, "_memory_usage") / (1024 * 1024)):0}Mi");

    private static double Sum(IEnumerable<JsonElement> series, string ending) =>
        series.Where(s => s.At("metric", "__name__").Text().EndsWith(ending, StringComparison.Ordinal))
            .Sum(s => s.At("values").Items().LastOrDefault() is { ValueKind: JsonValueKind.Array } last && last.GetArrayLength() == 2
                && last[1].ValueKind == JsonValueKind.Number ? last[1].GetDouble() : 0);
}
