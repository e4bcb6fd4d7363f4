using System.Text.Json;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The columns of events: of <c>get events</c>, and of <c>events</c>.</summary>
internal static class EventColumns
{
    private static readonly Column s_message =
        Column.From("MESSAGE", item => item.At("message").Text().Trim().ReplaceLineEndings(" "));

    public static IReadOnlyList<Column> OfGet { get; } =
    [
        new("LAST SEEN", (item, now) => Age.Between(EventTime.Of(item), now)), Column.Of("TYPE", "type"), Column.Of("REASON", "reason"),
        Column.From("OBJECT", item => Involved(item, item.At("involvedObject", "kind").Text().ToLowerInvariant())),
        Column.From("SUBOBJECT", item => item.At("involvedObject", "fieldPath").Text()) with { Wide = true },
        Column.From("SOURCE", Source) with { Wide = true },
        s_message,
        new("FIRST SEEN", (item, now) => Age.Between(First(item), now), Wide: true),
        Column.From("COUNT", item => Count(item).ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Wide = true },
        Column.Name with { Wide = true },
    ];

    public static IReadOnlyList<Column> OfCommand { get; } =
    [
        new("LAST SEEN", LastSeen), Column.Of("TYPE", "type"), Column.Of("REASON", "reason"),
        Column.From("OBJECT", item => Involved(item, item.At("involvedObject", "kind").Text())),
        s_message,
    ];

    public static string LastSeen(JsonElement item, DateTimeOffset now)
    {
        var last = Age.Between(EventTime.Of(item), now);
        return Count(item) > 1 ? $"{last} (x{Count(item)} over {Age.Between(First(item), now)})" : last;
    }

    private static int Count(JsonElement item) =>
        item.At("series", "count").Number() is not 0 and var series ? series : Math.Max(1, item.At("count").Number());

    private static DateTimeOffset? First(JsonElement item) => item.At("firstTimestamp").Time() ?? item.At("eventTime").Time();

    private static string Involved(JsonElement item, string kind) => $"{kind}/{item.At("involvedObject", "name").Text()}";

    private static string Source(JsonElement item)
    {
        var component = item.At("source", "component").Text(item.At("reportingComponent").Text());
        return item.At("source", "host").Text() is { Length: > 0 } host ? $"{component}, {host}" : component;
    }
}
