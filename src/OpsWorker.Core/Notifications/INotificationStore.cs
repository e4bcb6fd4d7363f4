namespace OpsWorker.Core.Notifications;

/// <summary>The delivery record of an incident's message, or of a digest, at one notifier.</summary>
public sealed record Notification
{
    /// <summary>The incident, or the digest: <see cref="Digests.Digest.Id"/>.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The notifier's name.</summary>
    public required string Notifier { get; init; }

    /// <summary>The time at which sending started; of a message that certainly was not sent, the time of the latest start.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The message; null until its delivery is confirmed.</summary>
    public MessageReference? Message { get; init; }

    /// <summary>The revision of the incident that the message shows; null until sent.</summary>
    public string? Revision { get; init; }

    /// <summary>The stage that the message shows: <see cref="IncidentView.Stage"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>The time at which the message was last sent or edited.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>True if the latest send certainly did nothing, so there is no message to look for.</summary>
    public bool IsUnsent { get; init; }
}

/// <summary>
/// Stores which messages were sent. The record is created before the first send, so after a crash in between the message
/// is searched for instead of sent twice.
/// </summary>
public interface INotificationStore
{
    /// <summary>The delivery record, or null.</summary>
    Task<Notification?> GetAsync(
        OrganisationId organisation, string incidentId, string notifier, CancellationToken cancellationToken);

    /// <summary>Records the start of sending; false without a change if it was recorded before.</summary>
    Task<bool> TryBeginAsync(OrganisationId organisation, Notification notification, CancellationToken cancellationToken);

    /// <summary>Records the message and the revision that it shows.</summary>
    Task CompleteAsync(OrganisationId organisation, Notification notification, CancellationToken cancellationToken);
}
