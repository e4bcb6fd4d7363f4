namespace OpsWorker.Core.Notifications;

/// <summary>The occasion of a reply.</summary>
public enum ReplyOccasion
{
    /// <summary>An attempt found the cause.</summary>
    Cause,

    /// <summary>The incident is resolved.</summary>
    Resolved,

    /// <summary>Nobody acknowledged the incident in the time that a step of its escalation allows.</summary>
    Escalated,
}

/// <summary>A reply below the message about an incident, which notifies people as the edit of a message does not.</summary>
/// <param name="Occasion">The occasion; there is at most one reply of each for an attempt, and for a step of the escalation.</param>
/// <param name="View">The incident and its investigation.</param>
/// <param name="Step">The index of the step of the escalation; 0 for other occasions.</param>
public sealed record IncidentReply(ReplyOccasion Occasion, IncidentView View, int Step = 0)
{
    /// <summary><c>rep_…</c>, made of the incident, the occasion, and the attempt or the step.</summary>
    public string Id { get; } = Identifier.From(
        "rep",
        View.Incident.Id,
        (Occasion == ReplyOccasion.Escalated ? Step : View.Incident.Attempt).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Occasion.ToString());
}

/// <summary>Sends replies below the messages of the <see cref="INotifier"/> of the same name. They are not edited.</summary>
public interface IReplyNotifier
{
    /// <summary>The notifier's name in stored records.</summary>
    string Name { get; }

    /// <summary>Sends the reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="message">The message about the incident.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<NotifierResult> SendAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken);

    /// <summary>Finds the reply after a send whose response was lost; null if there is none.</summary>
    /// <exception cref="NotifierUnavailableException">The service is unavailable; nothing is sent until it can be asked.</exception>
    Task<MessageReference?> FindAsync(IncidentReply reply, MessageReference message, CancellationToken cancellationToken);
}
