using System.Text.Json;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// The time of a dump: that of <c>version.json</c>, else the newest time of a node, pod or event, else that of the newest
/// file.
/// </summary>
internal static class DumpTime
{
    private static readonly string[] Resources = ["nodes", "events", "pods"];

    private static readonly HashSet<string> Names =
    [
        "creationTimestamp", "lastHeartbeatTime", "lastTransitionTime", "lastTimestamp", "eventTime", "lastObservedTime",
        "startedAt", "finishedAt", "startTime",
    ];

    public static DateTimeOffset Of(DumpFolder folder)
    {
        if (folder.Document("version.json") is { ValueKind: JsonValueKind.Object } version
            && version.TryGetProperty("collectedAt", out var collected) && Time(collected) is { } at)
        {
            return at;
        }

        return Resources.SelectMany(r => folder.Lists(r, null)).SelectMany(l => l.Items).Select(Newest).Max() ?? folder.NewestFile();
    }

    private static DateTimeOffset? Newest(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(p => Names.Contains(p.Name) ? Time(p.Value) : Newest(p.Value)).Max(),
        JsonValueKind.Array => value.EnumerateArray().Select(Newest).Max(),
        _ => null,
    };

    private static DateTimeOffset? Time(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at) ? at : null;
}
