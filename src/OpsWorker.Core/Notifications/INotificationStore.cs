namespace OpsWorker.Core.Notifications;

/// <summary>What is known of the message about an incident, or of a digest, at one notifier.</summary>
public sealed record Notification
{
    /// <summary>The incident, or the digest: <see cref="Digests.Digest.Id"/>.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The notifier's name.</summary>
    public required string Notifier { get; init; }

    /// <summary>When sending was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The message; null until it is known to have been sent.</summary>
    public MessageReference? Message { get; init; }

    /// <summary>Which state of the incident the message shows, so that the same is not shown again; null until sent.</summary>
    public string? Revision { get; init; }
}

/// <summary>
/// Remembers which messages were sent. A record is made before the first message is sent, so that a crash in
/// between is seen and the message is looked for instead of being sent twice.
/// </summary>
public interface INotificationStore
{
    /// <summary>What is known, or null.</summary>
    Task<Notification?> GetAsync(
        OrganisationId organisation, string incidentId, string notifier, CancellationToken cancellationToken);

    /// <summary>Records that sending begins; false where it was begun before, and nothing is changed then.</summary>
    Task<bool> TryBeginAsync(OrganisationId organisation, Notification notification, CancellationToken cancellationToken);

    /// <summary>Records the message and what it shows, in place of what was known.</summary>
    Task CompleteAsync(OrganisationId organisation, Notification notification, CancellationToken cancellationToken);
}
