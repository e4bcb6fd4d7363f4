using System.Text.Json;
using OpsWorker.Kubernetes.Printing.Paths;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The order of printed objects.</summary>
internal static class ObjectOrder
{
    public static IEnumerable<JsonElement> Sort(PrintOptions print, IEnumerable<JsonElement> objects)
    {
        if (print.SortBy is { } path) return objects.Order(Comparer<JsonElement>.Create((a, b) => Compare(path, a, b)));
        return print.IsEventsCommand ? objects.OrderBy(item => Answers.EventTime.Of(item) ?? DateTimeOffset.MinValue) : objects;
    }

    private static int Compare(JsonPath path, JsonElement left, JsonElement right) => (First(path, left), First(path, right)) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        var (a, b) => PathValue.Compare(a, b),
    };

    private static string? First(JsonPath path, JsonElement item) => path.Select(item).Select(PathValue.Text).FirstOrDefault();
}
