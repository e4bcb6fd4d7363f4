using Microsoft.Extensions.Logging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Posts replies in the threads of incidents' messages. A reply's metadata names it, so that it can be found again.</summary>
/// <param name="logger">The log of unreadable threads.</param>
public sealed class SlackReplyNotifier(SlackClient client, SlackOptions options, ILogger<SlackReplyNotifier> logger) : IReplyNotifier
{
    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken)
    {
        var content = ThreadMessage.Render(reply, options.Mention);
        var request = new PostMessageRequest
        {
            Channel = message.Channel,
            ThreadTs = message.Id,
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = MessageMetadata.ForReply(reply.Id),
        };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? message.Channel, sent.Ts ?? ""));
    }

    /// <inheritdoc/>
    public Task<MessageReference?> FindAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken) =>
        new SlackHistory(client, message.Channel, logger).FindAsync(
            reply.Id,
            reply.View.Incident.OpenedAt,
            sent => sent.ReplyId == reply.Id,
            message.Id,
            cancellationToken);
}
