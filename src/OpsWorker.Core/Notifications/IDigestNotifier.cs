using OpsWorker.Core.Digests;

namespace OpsWorker.Core.Notifications;

/// <summary>Tells people what happened in a day, in one message that stays as it is.</summary>
public interface IDigestNotifier
{
    /// <summary>Names the notifier in records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>Sends the digest.</summary>
    Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>
    /// The message with the digest, where it was sent and the answer was lost; null where there is none or the service
    /// cannot say at all.
    /// </summary>
    /// <exception cref="NotifierUnavailableException">The service cannot be asked now; until it can, nothing is sent.</exception>
    Task<MessageReference?> FindAsync(Digest digest, CancellationToken cancellationToken);
}
