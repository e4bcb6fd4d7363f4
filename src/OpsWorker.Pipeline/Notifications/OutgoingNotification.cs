using OpsWorker.Core;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>A message to people at one notifier.</summary>
public abstract class OutgoingNotification
{
    /// <summary>The organisation.</summary>
    public abstract OrganisationId Organisation { get; }

    /// <summary>The subject of the message in records: the incident, the digest, the outage.</summary>
    public abstract string SubjectId { get; }

    /// <summary>The name of the notifier.</summary>
    public abstract string Notifier { get; }

    /// <summary>The state that the message shows; a message that never changes has one.</summary>
    public virtual string Revision => "1";

    /// <summary>The stage that the message shows; null for one that never changes. Edits within a stage are spaced.</summary>
    public virtual string? Stage => null;

    /// <summary>The record shows that this was sent.</summary>
    public virtual bool IsSent(Notification known) => known.Message is not null;

    /// <summary>The message, where it was sent and the answer was lost; null where there is none or the service cannot be asked.</summary>
    /// <exception cref="NotifierUnavailableException">The service cannot be asked now.</exception>
    public virtual Task<MessageReference?> FindAsync(Notification known, CancellationToken cancellationToken) =>
        Task.FromResult<MessageReference?>(null);

    /// <summary>Sends the message.</summary>
    public abstract Task<NotifierResult> SendAsync(CancellationToken cancellationToken);

    /// <summary>Edits the message; one that never changes is as it should be.</summary>
    public virtual Task<NotifierResult> UpdateAsync(MessageReference message, CancellationToken cancellationToken) =>
        Task.FromResult<NotifierResult>(new NotifierResult.Delivered(message));
}
