using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the message about an incident. Pure.</summary>
public static class IncidentMessage
{
    private const int TitleLength = 200;
    private const int LabelLength = 80;
    private const int AlertNames = 8;

    /// <param name="view">The incident and its investigation.</param>
    /// <param name="interactive">
    /// True for buttons; only if something handles them, because Slack shows an error for an unhandled button.
    /// </param>
    public static SlackMessage Render(IncidentView view, bool interactive = false)
    {
        var incident = view.Incident;
        var blocks = new List<Block>
        {
            Block.Header($"{Status(incident)}: {incident.Title}"),
            Block.Context(About(incident)),
        };
        if (Alerts(incident) is { } alerts) blocks.Add(Block.Context(alerts));
        blocks.AddRange(Outcome(view));
        if (interactive && view.Investigation is { HasEnded: true }) blocks.Add(IncidentActions.Verdict(incident.Id));
        blocks.Add(interactive ? IncidentActions.Handling(incident) : Block.Context(Footer(view)));
        return SlackMessage.Of($"{Status(incident)}: {incident.Title}: {OneLine(view)}", blocks);
    }

    /// <summary>The short message for a resolution where the earlier message cannot be edited.</summary>
    public static SlackMessage RenderResolved(IncidentView view)
    {
        var incident = view.Incident;
        var section = Block.Section($"*{Status(incident)}*: {SlackText.Line(incident.Title, TitleLength)}");
        return SlackMessage.Of($"{Status(incident)}: {incident.Title}", [section, Block.Context(About(incident))]);
    }

    private static string Status(Incident incident) =>
        incident.Status == IncidentStatus.Resolved ? "Resolved" : "Firing";

    private static string About(Incident incident)
    {
        var parts = new List<string>();
        if (incident.Severity != Severity.Unknown) parts.Add(incident.Severity.ToString().ToLowerInvariant());
        parts.Add(Wording.Count(incident.AlertCount, "alert"));
        AddLabel(parts, "cluster", incident.Labels.GetValueOrDefault("cluster") ?? incident.ClusterId);
        AddLabel(parts, "namespace", incident.Labels.GetValueOrDefault("namespace"));
        parts.Add("since " + SlackText.Time(incident.StartsAt));
        if (incident.ResolvedAt is { } resolved)
        {
            parts.Add($"resolved {SlackText.Time(resolved)} after {Wording.Duration(resolved - incident.StartsAt)}");
        }

        return string.Join(" · ", parts);
    }

    private static void AddLabel(List<string> parts, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) parts.Add($"{name} {SlackText.Line(value, LabelLength)}");
    }

    private static string? Alerts(Incident incident)
    {
        if (incident.AlertCount < 2) return null;
        var groups = incident.Alerts.GroupBy(a => a.Name).OrderByDescending(g => g.Count()).ToList();
        var names = groups.Take(AlertNames).Select(g =>
            SlackText.Line(g.Key, LabelLength) + (g.Count() == 1 ? "" : FormattableString.Invariant($" ×{g.Count()}")));
        var more = groups.Count > AlertNames ? $", {groups.Count - AlertNames} other names" : "";
        var firing = incident.Alerts.Count(a => a.Status == AlertStatus.Firing);
        var resolved = incident.Alerts.Count - firing;
        var state = firing > 0 && resolved > 0 ? $" · {firing} firing, {resolved} resolved" : "";
        return string.Join(", ", names) + more + state;
    }

    private static IEnumerable<Block> Outcome(IncidentView view) => view.Investigation switch
    {
        { Report: { } report } => ReportBlocks.Of(report),
        { Status: InvestigationStatus.Failed } failed => [Block.Section(ProgressText.Failed(failed))],
        _ => [Block.Section(ProgressText.Of(view))],
    };

    private static string OneLine(IncidentView view) => view.Investigation switch
    {
        { Report: { } report } => report.Headline,
        { Status: InvestigationStatus.Failed } => "the investigation failed",
        null when view.Incident.InvestigationId is null => "not investigated",
        _ => "investigating",
    };

    private static string Footer(IncidentView view)
    {
        var parts = new List<string> { SlackText.Line(view.Incident.Id, LabelLength) };
        if (view.Investigation is not { } investigation) return parts[0];
        parts.Add(SlackText.Line(investigation.Id, LabelLength));
        if (investigation.Report is { } report)
        {
            parts.Add($"asked the cluster {Wording.Count(report.Evidence.Count, "question")}");
            parts.Add($"took {Wording.Duration(report.CompletedAt - report.StartedAt)}");
        }

        return string.Join(" · ", parts);
    }
}
