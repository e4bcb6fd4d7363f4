using Microsoft.Extensions.Logging;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Notifiers;

/// <summary>Posts digests in the incidents' channel. The message's metadata names the digest, so that it can be found again.</summary>
/// <param name="options">Options with a channel.</param>
/// <param name="logger">The log of unreadable history.</param>
public sealed class SlackDigestNotifier(SlackClient client, SlackOptions options, ILogger<SlackDigestNotifier> logger) : IDigestNotifier
{
    private readonly string _channel = options.RequiredChannel;
    private readonly SlackHistory _history = new(client, options.RequiredChannel, logger);

    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken)
    {
        var message = DigestMessage.Render(digest);
        var request = new PostMessageRequest
        {
            Channel = digest.Channel ?? _channel,
            Text = message.Text,
            Blocks = message.Blocks,
            Metadata = MessageMetadata.ForDigest(digest.Id),
        };
        var result = await client.PostMessageAsync(request, cancellationToken);
        return result.ToNotifierResult(sent => new MessageReference(sent.Channel ?? request.Channel, sent.Ts ?? ""));
    }

    /// <inheritdoc/>
    public Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken) =>
        HistoryOf(digest).FindAsync(digest.Id, since, message => message.DigestId == digest.Id, thread: null, cancellationToken);

    private SlackHistory HistoryOf(Digest digest) => digest.Channel is { } channel ? new SlackHistory(client, channel, logger) : _history;
}
