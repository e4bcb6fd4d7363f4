using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>
/// Renders replies in the thread of an incident's message: the cause with all its evidence, the resolution, and that nobody acknowledged
/// the incident. Pure.
/// </summary>
public static class ThreadMessage
{
    private const int HeadlineLength = 600;
    private const int NameLength = 200;

    /// <param name="reply">The reply.</param>
    /// <param name="mention">The usual mention: a member's id, a user group's, <c>here</c> or <c>channel</c>; null for none.</param>
    public static SlackMessage Render(IncidentReply reply, string? mention)
    {
        if (reply.Occasion == ReplyOccasion.Escalated) return Escalated(reply.View.Incident, reply.Step);
        var who = Mention.Of(reply.View.Incident.Mention ?? mention);
        return reply.Occasion == ReplyOccasion.Cause && reply.View.Investigation?.Report is { Diagnosis.Causes: [var cause, ..] } report
            ? Found(report, cause, who)
            : Resolved(reply.View, who);
    }

    /// <summary>The message that a step of an escalation sends.</summary>
    internal static SlackMessage Escalated(Incident incident, int index)
    {
        var step = incident.Escalation[index];
        var who = Mention.Of(step.Mention);
        var state = $"Not acknowledged for {Wording.Duration(TimeSpan.FromMinutes(step.Minutes))}";
        var about = $"{who}*{state}*: {SlackText.Line(incident.Title, HeadlineLength)}";
        return SlackMessage.Of($"{state}: {incident.Title}", [Block.Section($"{about}\n{SlackText.Code(incident.Id, NameLength)}")], who);
    }

    private static SlackMessage Found(Report report, RankedCause cause, string who)
    {
        var confidence = Wording.Confidence(cause.Confidence);
        var blocks = new List<Block>
        {
            Block.Section($"{who}*Cause found*: {SlackText.Line(report.Headline, HeadlineLength)}\n{confidence}"),
        };
        if (Path(cause) is { } path) blocks.Add(Block.Section(path));
        blocks.AddRange(ReportBlocks.AllEvidence(cause.Finding));
        return SlackMessage.Of($"Cause found: {report.Headline.TrimEnd('.', ' ')} ({confidence})", blocks, who);
    }

    private static string? Path(RankedCause cause)
    {
        if (cause.Effects.Count == 0) return null;
        var steps = cause.Effects.Select(effect => effect.Object).Prepend(cause.Finding.Object).Distinct();
        return "*Path*: " + string.Join(" → ", steps.Select(step => SlackText.Code(step.ToString(), NameLength))) + " → the alert";
    }

    private static SlackMessage Resolved(IncidentView view, string who)
    {
        var incident = view.Incident;
        var after = incident switch
        {
            { NotRepeatedSince: not null } => ", not repeated by its sender",
            { ResolvedAt: { } at } => $" after {Wording.Duration(at - incident.StartsAt)}",
            _ => "",
        };
        var since = incident.NotRepeatedSince is { } last
            ? $"\nIts alerts were last received {SlackText.Time(last)}, and no end of them. It opens again if they fire."
            : "";
        var cause = view.Report is { Diagnosis.Causes.Count: > 0 } report
            ? $"\nThe cause was: {SlackText.Line(report.Headline, HeadlineLength)}"
            : "";
        return SlackMessage.Of(
            $"Resolved{after}: {incident.Title}",
            [Block.Section($"{who}*Resolved*{after}: {SlackText.Line(incident.Title, HeadlineLength)}{since}{cause}")],
            who);
    }
}
