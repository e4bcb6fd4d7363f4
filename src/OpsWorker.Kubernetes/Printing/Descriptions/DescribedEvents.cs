using System.Text.Json;
using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>The events at the end of a description, with how often each was seen.</summary>
internal static class DescribedEvents
{
    private static readonly IReadOnlyList<string> s_header = ["Type", "Reason", "Age", "From", "Message"];
    private static readonly IReadOnlyList<string> s_line = ["----", "------", "----", "----", "-------"];

    public static void Write(ElasticText text, IEnumerable<JsonElement> events, DateTimeOffset now)
    {
        var all = events.OrderBy(item => EventTime.Of(item) ?? DateTimeOffset.MinValue).ToArray();
        if (all.Length == 0)
        {
            text.Line("Events", "<none>");
            return;
        }

        var rows = all.Select(item => (IReadOnlyList<string>)
        [
            item.At("type").Text(),
            item.At("reason").Text(),
            EventColumns.LastSeen(item, now),
            item.At("source", "component").Text(item.At("reportingComponent").Text()),
            item.At("message").Text().Trim().ReplaceLineEndings(" "),
        ]);
        var table = TextTable.Write(s_header, [s_line, .. rows], gap: 2);
        text.Heading("Events").Raw(string.Concat(table.TrimEnd('\n').Split('\n').Select(line => $"  {line}\n")));
    }
}
