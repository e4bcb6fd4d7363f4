using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Terminal;

/// <summary>Writes lines about clusters as plain text.</summary>
/// <param name="writer">Where to; each line is one call.</param>
public sealed class TextClusterNotifier(TextWriter writer) : IClusterNotifier
{
    /// <inheritdoc/>
    public string Name => "terminal";

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(PlainTextMessage.Render(ClusterMessage.Render(notice)).AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        return new NotifierResult.Delivered(new MessageReference("terminal", notice.Cluster.Id));
    }
}
