using OpsWorker.Core.Alerts;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Core.Incidents;

/// <summary>The consequences of alerts for their incident.</summary>
public sealed record AlertOutcome
{
    /// <summary>The incident before; null where the alerts open it.</summary>
    public Incident? Before { get; init; }

    /// <summary>The incident with the alerts: the next version, or <see cref="Before"/> itself where they change nothing.</summary>
    public required Incident After { get; init; }

    /// <summary>The records of the alerts.</summary>
    public required IReadOnlyList<Alert> Alerts { get; init; }

    /// <summary>The investigation that starts; null where none does.</summary>
    public Investigation? Investigation { get; init; }

    /// <summary>Messages to send.</summary>
    public IReadOnlyList<QueuedMessage> Messages { get; init; } = [];

    /// <summary>The deliveries that end with it.</summary>
    public IReadOnlyList<ReceivedMessage> Handled { get; init; } = [];

    /// <summary>The incident is stored and <see cref="IncidentChanged"/> is published.</summary>
    public bool IsChanged => !ReferenceEquals(Before, After);
}

/// <summary>A message to send, and its queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Message">The message.</param>
public sealed record QueuedMessage(QueueName Queue, OutgoingMessage Message);

/// <summary>The result of <see cref="IAlertOutcomeStore.TryStoreAsync"/>.</summary>
public enum AlertOutcomeResult
{
    /// <summary>Nothing was stored: the incident has changed, or another open incident holds one of its keys.</summary>
    Refused,

    /// <summary>Stored; the deliveries are still to be completed.</summary>
    Stored,

    /// <summary>Stored, and the deliveries are completed.</summary>
    Completed,
}

/// <summary>Stores consequences of alerts.</summary>
public interface IAlertOutcomeStore
{
    /// <summary>
    /// Stores the incident under the conditions of <see cref="IIncidentStore"/>, then everything that follows from it: in one transaction
    /// where the store has one for all of it, otherwise in an order in which repeating all of it is harmless.
    /// </summary>
    Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken);
}
