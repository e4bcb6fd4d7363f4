using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers;

/// <summary>A message of a destination that can neither edit nor find messages.</summary>
/// <param name="Id"><c>msg_…</c>: the same at every repetition, so that a receiver can leave out what it has got.</param>
/// <param name="Step">The occasion.</param>
/// <param name="View">The incident and its investigation.</param>
public sealed record StagedMessage(string Id, IncidentStep Step, IncidentView View);

/// <summary>
/// Sends the outcome of an incident's investigation and its resolution as messages of their own, each once. The reference of the stored
/// record says which were sent; a message whose answer was lost is sent again, with the same id.
/// </summary>
public abstract class StagedNotifier : INotifier
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) =>
        SendNextAsync(view, NotificationProgress.Nothing, cancellationToken);

    /// <inheritdoc/>
    public Task<NotifierResult> UpdateAsync(IncidentView view, MessageReference message, CancellationToken cancellationToken) =>
        SendNextAsync(view, NotificationProgress.Parse(message.Id), cancellationToken);

    /// <summary>Null: the destination cannot be searched.</summary>
    public virtual Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);

    /// <summary>Sends a message.</summary>
    /// <returns>Null where it was sent; otherwise when to retry, or the refusal.</returns>
    protected abstract Task<NotifierResult?> SendAsync(StagedMessage message, CancellationToken cancellationToken);

    private async Task<NotifierResult> SendNextAsync(
        IncidentView view, NotificationProgress progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (step, then) = progress.Next(view, includeOpening: false);
        var sent = new NotifierResult.Delivered(new MessageReference(Name, then.ToString()));
        if (step is not { } due) return sent;
        var id = Identifier.From("msg", view.Incident.Id, due.ToString(), then.ToString(), view.Incident.ReopenedAt.Count.ToString(
            System.Globalization.CultureInfo.InvariantCulture));
        return await SendAsync(new StagedMessage(id, due, view), cancellationToken) ?? sent;
    }
}
