using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Terminal;

/// <summary>Writes to the terminal what a notifier's service refuses for good, so that people on the machine still see it.</summary>
/// <param name="inner">The notifier.</param>
/// <param name="writer">The terminal; each message is one call.</param>
internal sealed class FallbackNotifier(INotifier inner, TextWriter writer) : INotifier
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public async Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) =>
        await WrittenAsync(view, await inner.SendAsync(view, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<NotifierResult> UpdateAsync(
        IncidentView view, MessageReference message, CancellationToken cancellationToken) =>
        await WrittenAsync(view, await inner.UpdateAsync(view, message, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.FindAsync(incident, since, cancellationToken);

    private async Task<NotifierResult> WrittenAsync(IncidentView view, NotifierResult result, CancellationToken cancellationToken)
    {
        if (result is not NotifierResult.Rejected rejected) return result;
        var message = PlainTextMessage.Render(IncidentMessage.Render(view));
        var text = $"{rejected.Reason}\nThe message is kept with the dead letters. It says:\n\n{message}\n";
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
        return result;
    }
}
