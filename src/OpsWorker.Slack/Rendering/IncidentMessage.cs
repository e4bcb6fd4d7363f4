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

    /// <param name="view">The incident and its investigation.</param>
    /// <param name="interactive">
    /// True for buttons; only if something handles them, because Slack shows an error for an unhandled button.
    /// </param>
    /// <param name="portal">The address of the portal; null for no links to it.</param>
    public static SlackMessage Render(IncidentView view, bool interactive = false, Uri? portal = null)
    {
        var incident = view.Incident;
        var blocks = new List<Block>
        {
            Block.Header($"{Status(incident)}: {incident.Title}"),
            Block.Context(About(view)),
        };
        blocks.AddRange(AlertBlocks.Of(incident));
        if (incident.SameCause is { } same)
        {
            var other = $"{SlackText.Line(same.Title, TitleLength)} ({SlackText.Line(same.IncidentId, LabelLength)})";
            blocks.Add(Block.Section($"*Same cause as*: {other}"));
        }

        if (AttemptText.Running(view) is { } running) blocks.Add(Block.Section(running));
        blocks.AddRange(Outcome(view));
        if (AttemptText.Of(view) is { } attempts) blocks.Add(Block.Context(attempts));
        if (interactive && view.Investigation is { HasEnded: true }) blocks.Add(IncidentActions.Verdict(incident.Id));
        var link = portal is null ? null : new Uri(portal, $"incidents/{Uri.EscapeDataString(incident.Id)}");
        if (interactive) blocks.Add(IncidentActions.Handling(incident, link));
        blocks.Add(Block.Context(Footer(view, link)));
        return SlackMessage.Of($"{Status(incident)}: {incident.Title.TrimEnd('.', ' ')}: {OneLine(view)}", blocks);
    }

    /// <summary>The message for a destination that gets one for each step.</summary>
    public static SlackMessage Render(IncidentView view, IncidentStep step) => step switch
    {
        IncidentStep.Resolved => RenderResolved(view),
        IncidentStep.Escalated => ThreadMessage.Escalated(view.Incident, view.Escalations - 1),
        _ => Render(view),
    };

    /// <summary>The short message for a resolution where the earlier message cannot be edited.</summary>
    public static SlackMessage RenderResolved(IncidentView view)
    {
        var incident = view.Incident;
        var section = Block.Section($"*{Status(incident)}*: {SlackText.Line(incident.Title, TitleLength)}");
        return SlackMessage.Of($"{Status(incident)}: {incident.Title}", [section, Block.Context(About(view))]);
    }

    private static string Status(Incident incident) =>
        incident.Status == IncidentStatus.Resolved ? "Resolved" : "Firing";

    private static string About(IncidentView view)
    {
        var incident = view.Incident;
        var parts = new List<string>();
        if (incident.Severity != Severity.Unknown) parts.Add(incident.Severity.ToString().ToLowerInvariant());
        parts.Add(Wording.Count(incident.AlertCount, "alert"));
        if (AlertBlocks.Cluster(incident) is { } cluster) parts.Add(cluster);
        AddLabel(parts, "namespace", incident.Labels.GetValueOrDefault("namespace"));
        AddLabel(parts, "workspace", incident.Workspace);
        if (incident.Tags.Count > 0) AddLabel(parts, "tags", string.Join(", ", incident.Tags));
        parts.Add("since " + SlackText.Time(incident.StartsAt));
        if (incident.ResolvedAt is { } resolved)
        {
            parts.Add(incident.NotRepeatedSince is { } last
                ? $"resolved: not repeated since {SlackText.Time(last)}"
                : $"resolved {SlackText.Time(resolved)} after {Wording.Duration(resolved - incident.StartsAt)}");
        }

        if (incident.Acknowledged is { } first) parts.Add($"acknowledged by {SlackText.Line(first.By.ToString(), LabelLength)}");
        else if (incident.EscalatedAt is [.., var escalated]) parts.Add($"not acknowledged, escalated {SlackText.Time(escalated)}");
        if (view.IsSilenced && incident.Silenced is { } silence) parts.Add(Silenced(silence));
        return string.Join(" · ", parts);
    }

    private static string Silenced(IncidentSilence silence)
    {
        var by = SlackText.Line(silence.By.ToString(), LabelLength);
        return silence.Until is { } until ? $"silenced by {by} until {SlackText.Time(until)}" : $"silenced by {by} until it is resolved";
    }

    private static void AddLabel(List<string> parts, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) parts.Add($"{name} {SlackText.Line(value, LabelLength)}");
    }

    private static IEnumerable<Block> Outcome(IncidentView view) => view switch
    {
        { Report: { } report } => ReportBlocks.Of(report),
        { Investigation: { HasEnded: true } ended } => [Block.Section(ProgressText.Ended(ended))],
        _ => [Block.Section(ProgressText.Of(view))],
    };

    private static string OneLine(IncidentView view) => view switch
    {
        { Report: { Diagnosis.Causes: [var cause, ..] } report } =>
            $"{report.Headline.TrimEnd('.', ' ')} ({Wording.Percent(cause.Confidence)})",
        { Report: { } report } => report.Headline,
        { Investigation.Status: InvestigationStatus.Failed } => "the investigation failed",
        { Investigation.Status: InvestigationStatus.Cancelled } => "resolved before the cause was found",
        { Investigation: null, Incident.InvestigationId: null } => "not investigated",
        _ => "investigating",
    };

    private static string Footer(IncidentView view, Uri? link)
    {
        var id = SlackText.Line(view.Incident.Id, LabelLength);
        var parts = new List<string> { link is null ? id : SlackText.Link(view.Incident.Id, link.AbsoluteUri, LabelLength) };
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
