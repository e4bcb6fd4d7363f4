using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>The last occurrence of an Event: that of its series, else its last timestamp, else its creation.</summary>
internal static class EventTime
{
    public static DateTimeOffset? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        if (value.TryGetProperty("series", out var series) && Time(series, "lastObservedTime") is { } observed) return observed;
        if ((Time(value, "lastTimestamp") ?? Time(value, "eventTime") ?? Time(value, "firstTimestamp")) is { } time) return time;
        return value.TryGetProperty("metadata", out var metadata) ? Time(metadata, "creationTimestamp") : null;
    }

    private static DateTimeOffset? Time(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var time)
        && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out var at) ? at : null;
}
