using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Takes the steps of the escalation of incidents that nobody acknowledges. One delayed message for each incident waits for the next step;
/// the incident's record says which steps were taken, so a repeated message takes none twice.
/// </summary>
public sealed partial class Escalations(
    IIncidentStore incidents, IMessageQueue queue, ITopic topic, TimeProvider time, ILogger<Escalations> logger)
{
    // A queue holds a message back for a limited time, and counts how often it was received.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(6);

    /// <summary>Adds the message that waits for the first step of an incident that is opened.</summary>
    internal static AlertOutcome WithFirst(AlertOutcome outcome) => outcome is { Before: null, After.Escalation.Count: > 0 }
        ? outcome with { Messages = [.. outcome.Messages, Reminder(outcome.After)] }
        : outcome;

    /// <summary>Sends the message that waits for the next step once more; an additional one does no harm.</summary>
    internal Task RemindAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (EscalationPolicy.Wait(incident, time.GetUtcNow()) is null) return Task.CompletedTask;
        var reminder = Reminder(incident);
        return queue.SendAsync(reminder.Queue, [reminder.Message], cancellationToken);
    }

    /// <summary>Takes the steps that are due.</summary>
    /// <returns>The time until the next one, at most a few hours; null where none follows.</returns>
    public async Task<TimeSpan?> TakeDueAsync(OrganisationId organisation, string incidentId, CancellationToken cancellationToken)
    {
        while (await incidents.GetAsync(organisation, incidentId, cancellationToken) is { } incident)
        {
            // An earlier delivery may have stored a step and got no further.
            if (incident.EscalatedAt.Count > 0) await PublishAsync(incident, cancellationToken);
            if (EscalationPolicy.Wait(incident, time.GetUtcNow()) is not { } wait) return null;
            if (wait > TimeSpan.Zero) return wait < s_longestWait ? wait : s_longestWait;
            var escalated = incident with
            {
                EscalatedAt = [.. incident.EscalatedAt, time.GetUtcNow()],
                Version = incident.Version + 1,
            };
            if (await incidents.TryUpdateAsync(escalated, cancellationToken)) Escalated(incidentId, escalated.EscalatedAt.Count);
        }

        return null;
    }

    private Task PublishAsync(Incident incident, CancellationToken cancellationToken) => topic.PublishAsync(
        new IncidentChanged(incident.Organisation, incident.Id),
        FormattableString.Invariant($"{incident.Id}-escalated-{incident.EscalatedAt.Count}"),
        cancellationToken);

    private static QueuedMessage Reminder(Incident incident)
    {
        var first = TimeSpan.FromMinutes(incident.Escalation[0].Minutes);
        var due = new EscalationDue(incident.Organisation, incident.Id);
        return new QueuedMessage(Queues.Deadlines, new OutgoingMessage
        {
            Body = JsonSerializer.Serialize(due, CoreJson.Default.EscalationDue),
            Delay = first < OutgoingMessage.MaxDelay ? first : OutgoingMessage.MaxDelay,
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Nobody acknowledged {IncidentId}: step {Step} of its escalation")]
    private partial void Escalated(string incidentId, int step);
}
