using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Interactions;

/// <summary>
/// Sends the results of commands: to the address that came with the request, so that only the person sees them, or into the thread of a
/// mention.
/// </summary>
/// <param name="http">The client for Slack's addresses.</param>
/// <param name="client">The Web API, for mentions.</param>
/// <param name="time">The clock of timeouts.</param>
public sealed class SlackReplier(HttpClient http, SlackClient client, TimeProvider time) : IChatReplier
{
    /// <inheritdoc/>
    public async Task<NotifierResult> ReplyAsync(ChatReplyTo to, ChatReply reply, CancellationToken cancellationToken)
    {
        var message = ReplyMessage.Render(reply);
        if (to.Url is { } url)
        {
            var address = new SlackWebhookClient(http, new Uri(url), time);
            var answered = await address.PostAsync(new WebhookRequest(message.Text, message.Blocks), cancellationToken);
            return answered.ToNotifierResult(_ => new MessageReference("reply", ""));
        }

        var request = new PostMessageRequest
        {
            Channel = to.Channel ?? "",
            ThreadTs = to.Thread,
            Text = message.Text,
            Blocks = message.Blocks,
        };
        var posted = await client.PostMessageAsync(request, cancellationToken);
        return posted.ToNotifierResult(sent => new MessageReference(sent.Channel ?? request.Channel, sent.Ts ?? ""));
    }
}
