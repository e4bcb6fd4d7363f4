using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Server.Terminal;

/// <summary>
/// Writes messages as plain text, for where there is no Slack: that an incident was opened, the outcome of its
/// investigation, and that it is resolved, each once.
/// </summary>
/// <param name="writer">Where to; written to by one message at a time.</param>
public sealed class TextNotifier(TextWriter writer) : INotifier, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <inheritdoc/>
    public string Name => "terminal";

    /// <inheritdoc/>
    public Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) =>
        WriteNextAsync(view, NotificationProgress.Nothing, cancellationToken);

    /// <inheritdoc/>
    public Task<NotifierResult> UpdateAsync(
        IncidentView view, MessageReference message, CancellationToken cancellationToken) =>
        WriteNextAsync(view, NotificationProgress.Parse(message.Id), cancellationToken);

    /// <summary>Always null: what was written is not kept.</summary>
    public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);

    /// <summary>Ends the notifier; the writer is the caller's.</summary>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<NotifierResult> WriteNextAsync(IncidentView view, NotificationProgress progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (step, then) = progress.Next(view, includeOpening: true);
        if (step is { } due) await WriteAsync(PlainTextMessage.Render(IncidentMessage.Render(view, due)) + "\n", cancellationToken);
        return new NotifierResult.Delivered(new MessageReference(Name, then.ToString()));
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
