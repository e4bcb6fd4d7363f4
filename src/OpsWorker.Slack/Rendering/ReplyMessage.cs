using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Interactions;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the results of commands. Pure.</summary>
public static class ReplyMessage
{
    private const int TitleLength = 80;
    private const int ReasonLength = 600;
    private const int Listed = 20;

    public static SlackMessage Render(ChatReply reply) => reply switch
    {
        ChatReply.Refused refused => Sentence(refused.Reason, SlackText.Line(refused.Reason, ReasonLength)),
        ChatReply.Done done => Sentence(done.What, $"{SlackText.Line(done.What, ReasonLength)}: {Line(done.Incident)}"),
        ChatReply.WhichCause which => Which(which.Incident),
        ChatReply.Incidents list => List(list.Open),
        ChatReply.Shown shown => IncidentMessage.Render(shown.View),
        _ => Sentence("Help", CommandText.Help),
    };

    private static SlackMessage Sentence(string text, string mrkdwn) => SlackMessage.Of(text, [Block.Section(mrkdwn)]);

    private static SlackMessage Which(Incident incident) => SlackMessage.Of(
        "Your rating was recorded",
        [
            Block.Section($"Your rating was recorded: {Line(incident)}\nIf you know the right cause, choose it:"),
            IncidentActions.Causes(incident.Id),
        ]);

    private static SlackMessage List(IReadOnlyList<Incident> open)
    {
        if (open.Count == 0) return Sentence("No incident is open", "No incident is open.");
        var more = open.Count > Listed ? FormattableString.Invariant($"\n… and {open.Count - Listed} more") : "";
        return Sentence(
            $"{Wording.Count(open.Count, "open incident")}",
            $"*{Wording.Count(open.Count, "open incident")}*\n{string.Join('\n', open.Take(Listed).Select(i => "• " + Line(i)))}{more}");
    }

    // Short enough that all listed ones fit into one section.
    private static string Line(Incident incident)
    {
        var state = incident.Acknowledged is null ? "" : " · acknowledged";
        return $"{SlackText.Code(incident.Id, 80)} {SlackText.Line(incident.Title, TitleLength)}{state}";
    }
}
