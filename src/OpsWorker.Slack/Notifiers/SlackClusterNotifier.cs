using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Posts cluster notifications in the incidents' channel.</summary>
/// <param name="options">Options with a channel.</param>
public sealed class SlackClusterNotifier(SlackClient client, SlackOptions options) : IClusterNotifier
{
    private readonly string _channel = options.RequiredChannel;

    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken)
    {
        var message = ClusterMessage.Render(notice);
        var request = new PostMessageRequest { Channel = _channel, Text = message.Text, Blocks = message.Blocks };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? _channel, sent.Ts ?? ""));
    }
}
