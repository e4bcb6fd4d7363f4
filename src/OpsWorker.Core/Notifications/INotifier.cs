using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Core.Notifications;

/// <summary>Everything that a message about an incident shows.</summary>
/// <param name="Incident">How the incident stands.</param>
/// <param name="Investigation">How its investigation stands; null where there is none.</param>
/// <param name="Progress">The journal of the investigation.</param>
public sealed record IncidentView(Incident Incident, Investigation? Investigation, IReadOnlyList<JournalEntry> Progress)
{
    /// <summary>Changes whenever there is something new to show.</summary>
    public string Revision => $"{Incident.Version}.{Investigation?.Version ?? 0}";
}

/// <summary>Finds a message again that was sent.</summary>
/// <param name="Channel">Where it was sent, in the words of the service.</param>
/// <param name="Id">Which it is there; for Slack its <c>ts</c>.</param>
public sealed record MessageReference(string Channel, string Id);

/// <summary>What became of a message to people. Whether to try again is part of the result.</summary>
public abstract record NotifierResult
{
    private NotifierResult()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Message">The message that shows it.</param>
    public sealed record Delivered(MessageReference Message) : NotifierResult;

    /// <summary>Not now.</summary>
    /// <param name="Delay">How much later, as the service asked or as is usual.</param>
    /// <param name="Reason">Why, without any secret.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Reason) : NotifierResult;

    /// <summary>Never: the settings are wrong or the service refuses the message.</summary>
    /// <param name="Reason">Why, without any secret.</param>
    public sealed record Rejected(string Reason) : NotifierResult;
}

/// <summary>Tells people about an incident, in one message that is edited as things change.</summary>
public interface INotifier
{
    /// <summary>Names the notifier in records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Sends the first message about the incident. Where messages cannot be edited there may be nothing worth saying
    /// yet; it is delivered then too, and the reference keeps what was said.
    /// </summary>
    Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken);

    /// <summary>
    /// Edits the message so that it shows how things stand now. The reference in the result replaces the one given.
    /// </summary>
    Task<NotifierResult> UpdateAsync(IncidentView view, MessageReference message, CancellationToken cancellationToken);

    /// <summary>
    /// The message about the incident, where it was sent and the answer was lost; null where there is none or the
    /// service cannot say at all.
    /// </summary>
    /// <exception cref="NotifierUnavailableException">The service cannot be asked now; until it can, nothing is sent.</exception>
    Task<MessageReference?> FindAsync(Incident incident, CancellationToken cancellationToken);
}

/// <summary>A notifier's service could not be asked; it may be asked again.</summary>
public sealed class NotifierUnavailableException : Exception
{
    /// <summary>The exception.</summary>
    /// <param name="reason">Why, without any secret.</param>
    /// <param name="delay">How much later to ask again.</param>
    public NotifierUnavailableException(string reason, TimeSpan delay)
        : base(reason)
    {
        Delay = delay;
    }

    /// <summary>How much later to ask again.</summary>
    public TimeSpan Delay { get; }
}
