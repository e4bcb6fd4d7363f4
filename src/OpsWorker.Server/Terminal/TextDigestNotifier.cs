using OpsWorker.Core.Digests;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Terminal;

/// <summary>Writes digests as plain text.</summary>
/// <param name="writer">Where to; each digest is one call.</param>
public sealed class TextDigestNotifier(TextWriter writer) : IDigestNotifier
{
    /// <inheritdoc/>
    public string Name => "terminal";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken)
    {
        await writer.WriteAsync((PlainTextMessage.Render(DigestMessage.Render(digest)) + "\n").AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        return new NotifierResult.Delivered(new MessageReference(Name, digest.Id));
    }

    /// <summary>Always null: what was written is not kept.</summary>
    public Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);
}
