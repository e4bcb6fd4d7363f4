namespace OpsWorker.Core.Messaging;

/// <summary>
/// The topic of reports: delivers each published message to every subscribed queue, as a
/// <see cref="NotificationMessage"/>.
/// </summary>
public interface ITopic
{
    /// <summary>Publishes; when the call returns the message is durable for every subscriber.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deduplicationId">Sent again within five minutes, it is not delivered again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken);

    /// <summary>Publishes; when the call returns the message is durable for every subscriber.</summary>
    /// <param name="message">The message. Published again within five minutes, it is not delivered again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task PublishAsync(DigestDue message, CancellationToken cancellationToken);
}
