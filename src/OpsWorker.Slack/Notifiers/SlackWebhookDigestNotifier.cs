using OpsWorker.Core.Digests;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Posts digests to an incoming webhook. A message whose response was lost is posted again.</summary>
public sealed class SlackWebhookDigestNotifier(SlackWebhookClient client) : IDigestNotifier
{
    /// <inheritdoc/>
    public string Name => "slack-webhook";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken)
    {
        var message = DigestMessage.Render(digest);
        var result = await client.PostAsync(new WebhookRequest(message.Text, message.Blocks), cancellationToken);
        return result.ToNotifierResult(_ => new MessageReference("webhook", digest.Id));
    }

    /// <summary>Always null: a webhook cannot read.</summary>
    public Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);
}
