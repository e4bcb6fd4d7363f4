using Microsoft.Extensions.Logging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// Posts replies in the threads of incidents' messages, and steps of escalations that name a channel there. A reply's metadata names it,
/// so that it can be found again.
/// </summary>
/// <param name="logger">The log of unreadable threads.</param>
public sealed class SlackReplyNotifier(SlackClient client, SlackOptions options, ILogger<SlackReplyNotifier> logger) : IReplyNotifier
{
    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken)
    {
        var content = ThreadMessage.Render(reply, options.Mention);
        var (channel, thread) = PlaceOf(reply, message);
        var request = new PostMessageRequest
        {
            Channel = channel,
            ThreadTs = thread,
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = MessageMetadata.ForReply(reply.Id),
        };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? channel, sent.Ts ?? ""));
    }

    /// <inheritdoc/>
    public Task<MessageReference?> FindAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken)
    {
        var (channel, thread) = PlaceOf(reply, message);
        return new SlackHistory(client, channel, logger).FindAsync(
            reply.Id, reply.View.Incident.OpenedAt, sent => sent.ReplyId == reply.Id, thread, cancellationToken);
    }

    private static (string Channel, string? Thread) PlaceOf(IncidentReply reply, MessageReference message)
    {
        var other = reply.Occasion == ReplyOccasion.Escalated ? reply.View.Incident.Escalation[reply.Step].Route : null;
        return other is null || other == message.Channel ? (message.Channel, message.Id) : (other, null);
    }
}
