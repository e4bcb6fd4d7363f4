using OpsWorker.Core.Digests;

namespace OpsWorker.Core.Notifications;

/// <summary>Sends daily digests, each as one message that is not edited.</summary>
public interface IDigestNotifier
{
    /// <summary>The notifier's name in stored records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>Sends the digest.</summary>
    Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the digest's message after a send whose response was lost; null if there is none or the service has no way to
    /// search.
    /// </summary>
    /// <param name="digest">The digest.</param>
    /// <param name="since">The time at which sending began.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="NotifierUnavailableException">The service is unavailable; nothing is sent until it can be asked.</exception>
    Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken);
}
