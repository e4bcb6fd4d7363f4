using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the alerts of an incident: names and objects, labels, description, links, and how often they fired.</summary>
internal static class AlertBlocks
{
    private const int LabelLength = 80;
    private const int DescriptionLength = 600;
    private const int Names = 8;
    private const int Objects = 8;
    private const int Labels = 12;

    // Shown in the line about the incident.
    private static readonly string[] s_shownElsewhere = ["alertname", "severity", "cluster", "namespace"];

    public static IEnumerable<Block> Of(Incident incident)
    {
        string?[] lines = [Summary(incident), LabelsOf(incident), Links(incident), History(incident)];
        var text = string.Join('\n', lines.OfType<string>());
        if (text.Length > 0) yield return Block.Context(text);
        if (incident.Lead?.Description is { } description && description != incident.Title)
        {
            yield return Block.Section(SlackText.Line(description, DescriptionLength));
        }
    }

    /// <summary>The cluster's name, marked where it is not registered; null where a record of an earlier version has none.</summary>
    public static string? Cluster(Incident incident)
    {
        var name = incident.ClusterName ?? incident.Labels.GetValueOrDefault("cluster");
        var shown = string.IsNullOrWhiteSpace(name) ? null : SlackText.Line(name, LabelLength);
        return (shown, incident.ClusterId) switch
        {
            (null, null) => "cluster unknown",
            (null, _) => null,
            (_, null) => $"cluster {shown} (not registered)",
            _ => $"cluster {shown}",
        };
    }

    private static string? Summary(Incident incident)
    {
        var groups = incident.Alerts.GroupBy(a => a.Name).OrderByDescending(g => g.Count()).ToList();
        if (groups.Count == 0) return null;
        var names = groups.Take(Names).Select(g => Times(g.Key, g.Count()));
        var more = groups.Count > Names ? $", {groups.Count - Names} other names" : "";
        var firing = incident.Alerts.Count(a => a.Status == AlertStatus.Firing);
        var resolved = incident.Alerts.Count - firing;
        var state = firing > 0 && resolved > 0 ? $" · {firing} firing, {resolved} resolved" : "";
        return string.Join(", ", names) + more + state + ObjectsOf(incident);
    }

    private static string ObjectsOf(Incident incident)
    {
        var objects = incident.Alerts.Select(a => a.Object).OfType<string>().GroupBy(o => o).OrderByDescending(g => g.Count()).ToList();
        if (objects.Count == 0) return "";
        var more = objects.Count > Objects ? $", {objects.Count - Objects} other objects" : "";
        return " · " + string.Join(", ", objects.Take(Objects).Select(g => Times(g.Key, g.Count()))) + more;
    }

    private static string Times(string text, int count) =>
        SlackText.Line(text, LabelLength) + (count == 1 ? "" : FormattableString.Invariant($" ×{count}"));

    private static string? LabelsOf(Incident incident)
    {
        var labels = incident.Labels.Where(l => !s_shownElsewhere.Contains(l.Key) && !string.IsNullOrWhiteSpace(l.Value))
            .OrderBy(l => l.Key, StringComparer.Ordinal).ToList();
        if (labels.Count == 0) return null;
        var more = labels.Count > Labels ? $" and {labels.Count - Labels} more" : "";
        return string.Join(' ', labels.Take(Labels).Select(l => SlackText.Code($"{l.Key}={l.Value}", LabelLength * 2))) + more;
    }

    private static string? Links(Incident incident) => incident.Lead is { Links.Count: > 0 } lead
        ? string.Join(" · ", lead.Links.Select(link => SlackText.Link(link.Title, link.Url, LabelLength)))
        : null;

    private static string? History(Incident incident)
    {
        var parts = new List<string>();
        if (incident.ReopenedAt is [.., var last])
        {
            parts.Add($"Fired again {Wording.Count(incident.ReopenedAt.Count, "time")} after it was resolved, last {SlackText.Time(last)}");
        }

        if (incident.Previous is { } previous)
        {
            var cause = previous.Cause is null ? "" : $"; the cause was: {SlackText.Line(previous.Cause, LabelLength * 2)}";
            parts.Add(
                $"Same problem as {SlackText.Line(previous.Id, LabelLength)}, which ended {SlackText.Time(previous.ResolvedAt)} "
                + $"after {Wording.Duration(previous.ResolvedAt - previous.StartsAt)} because its alerts were resolved{cause}");
        }

        return parts.Count == 0 ? null : string.Join('\n', parts);
    }
}
