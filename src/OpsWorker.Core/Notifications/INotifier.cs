using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Core.Notifications;

/// <summary>The content of an incident's message.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Investigation">The investigation of its latest attempt; null if there is none.</param>
/// <param name="Progress">The journal of the investigation.</param>
public sealed record IncidentView(Incident Incident, Investigation? Investigation, IReadOnlyList<JournalEntry> Progress)
{
    /// <summary>The investigations of the earlier attempts, oldest first.</summary>
    public IReadOnlyList<Investigation> Earlier { get; init; } = [];

    /// <summary>True while the incident is silenced: nobody is notified.</summary>
    public bool IsSilenced { get; init; }

    /// <summary>The latest report of any attempt; null where none has ended with one.</summary>
    public Report? Report => Investigation?.Report ?? Earlier.LastOrDefault(attempt => attempt.Report is not null)?.Report;

    /// <summary>Changes with the incident and its investigation, so equal revisions show the same.</summary>
    public string Revision => $"{Incident.Version}.{Investigation?.Version ?? 0}";

    /// <summary>
    /// The step that the incident has come to. A new one is shown at once; what changes within one, such as the progress of an
    /// investigation, may be shown a few seconds later.
    /// </summary>
    public string Stage =>
        $"{Incident.Status} {Incident.Acknowledged is not null} {IsSilenced} {Incident.EscalatedAt.Count} {Incident.Attempt} "
        + $"{Investigation?.HasEnded == true}";

    /// <summary>
    /// The number of escalation steps that were taken and that people still have to hear of: 0 once the incident is acknowledged, silenced
    /// or resolved.
    /// </summary>
    public int Escalations => IsSilenced || Incident is not { Status: IncidentStatus.Open, Acknowledged: null }
        ? 0
        : Math.Min(Incident.EscalatedAt.Count, Incident.Escalation.Count);

    /// <summary>The latest report concludes as the one before it did, so it is no news.</summary>
    public bool RepeatsConclusion
    {
        get
        {
            var (earlier, latest) = (Earlier.LastOrDefault(attempt => attempt.Report is not null)?.Report, Investigation?.Report);
            return latest is null
                || (earlier is not null && earlier.Headline == latest.Headline && earlier.Diagnosis.Verdict == latest.Diagnosis.Verdict);
        }
    }
}

/// <summary>Identifies a sent message for later edits.</summary>
/// <param name="Channel">The channel, as the service names it.</param>
/// <param name="Id">The id within the channel; for Slack the <c>ts</c>.</param>
public sealed record MessageReference(string Channel, string Id);

/// <summary>The result of sending a notification, including if and when to retry.</summary>
public abstract record NotifierResult
{
    private NotifierResult()
    {
    }

    /// <summary>The message was delivered.</summary>
    /// <param name="Message">The delivered message.</param>
    public sealed record Delivered(MessageReference Message) : NotifierResult;

    /// <summary>The service is unavailable or limits the rate; retry later.</summary>
    /// <param name="Delay">The delay that the service asked for, or the default backoff.</param>
    /// <param name="Reason">The reason, without secrets.</param>
    /// <param name="IsUnsent">True if it is certain that the service did not take the message.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Reason, bool IsUnsent = false) : NotifierResult;

    /// <summary>Permanent failure: the settings are wrong or the service refuses the message.</summary>
    /// <param name="Reason">The reason, without secrets.</param>
    public sealed record Rejected(string Reason) : NotifierResult;
}

/// <summary>Sends incident messages, one per incident, and edits them as the incident changes.</summary>
public interface INotifier
{
    /// <summary>The notifier's name in stored records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Sends the first message about the incident. A service that cannot edit messages may have nothing worth sending yet;
    /// the result is then delivered too, and the reference records the content.
    /// </summary>
    Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken);

    /// <summary>
    /// Edits the message to show the current state. The reference in the result replaces the one given.
    /// </summary>
    Task<NotifierResult> UpdateAsync(IncidentView view, MessageReference message, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the incident's message after a send whose response was lost; null if there is none or the service has no way
    /// to search.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="since">The time at which sending began.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="NotifierUnavailableException">The service is unavailable; nothing is sent until it can be asked.</exception>
    Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>A notifier's service is unavailable; the call may be retried.</summary>
public sealed class NotifierUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason, without secrets.</param>
    /// <param name="delay">The delay before a retry.</param>
    public NotifierUnavailableException(string reason, TimeSpan delay)
        : base(reason)
    {
        Delay = delay;
    }

    /// <summary>The delay before a retry.</summary>
    public TimeSpan Delay { get; }
}
