using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>Parts that the descriptions of several kinds share.</summary>
internal static class DescribedParts
{
    /// <summary>A map as lines, sorted.</summary>
    public static IEnumerable<string> Pairs(JsonElement map, string separator = "=") => map.Fields()
        .OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + separator + field.Value.Text());

    /// <summary>A map as one line.</summary>
    public static string Joined(JsonElement map) => Pairs(map).Join();

    /// <summary>A time as kubectl writes it.</summary>
    public static string Time(JsonElement value) => value.Time() is { } time
        ? time.ToString("ddd, dd MMM yyyy HH:mm:ss zz00", CultureInfo.InvariantCulture)
        : "";

    public static void Metadata(ElasticText text, JsonElement item) => text
        .Lines("Labels", Pairs(item.At("metadata", "labels")))
        .Lines("Annotations", Pairs(item.At("metadata", "annotations"), ": "));
}
