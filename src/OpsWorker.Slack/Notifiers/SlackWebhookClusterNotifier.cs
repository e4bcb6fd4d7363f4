using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Posts cluster notifications to an incoming webhook.</summary>
public sealed class SlackWebhookClusterNotifier(SlackWebhookClient client) : IClusterNotifier
{
    /// <inheritdoc/>
    public string Name => "slack-webhook";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken)
    {
        var message = ClusterMessage.Render(notice);
        var result = await client.PostAsync(new WebhookRequest(message.Text, message.Blocks), cancellationToken);
        return result.ToNotifierResult(_ => new MessageReference("webhook", notice.Cluster.Id));
    }
}
