using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Consequences of alerts in one transaction, the end of their messages included.</summary>
internal sealed class SqliteAlertOutcomeStore(
    SqliteWriter writer,
    RecordCache<Incident> incidents,
    RecordCache<Investigation> investigations,
    SqliteTopic topic,
    QueueSignals signals,
    QueueClock clock) : IAlertOutcomeStore
{
    /// <inheritdoc/>
    public async Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        foreach (var (queue, message) in outcome.Messages) MessageLimits.CheckSend(queue, [message]);
        var isNew = false;
        var isStored = await writer.WriteAsync(
            session =>
            {
                if (outcome.IsChanged && !TryStore(session, outcome)) return false;
                isNew = outcome.Investigation is { } started && InvestigationTable.TryCreate(session, started);
                StoreRest(session, outcome);
                return true;
            },
            cancellationToken,
            stored => Remember(outcome, stored, isNew));
        if (!isStored) return AlertOutcomeResult.Refused;
        if (outcome.IsChanged) topic.Wake();
        foreach (var queue in outcome.Messages.Select(m => m.Queue).Concat(outcome.Handled.Select(m => m.Queue)).Distinct())
        {
            signals.Wake(queue);
        }

        return AlertOutcomeResult.Completed;
    }

    private void Remember(AlertOutcome outcome, bool isStored, bool isNew)
    {
        var after = outcome.After;
        if (!isStored) incidents.Remove(after.Organisation, after.Id);
        else if (outcome.IsChanged) incidents.Put(after.Organisation, after.Id, after);
        if (isStored && isNew) investigations.Put(after.Organisation, outcome.Investigation!.Id, outcome.Investigation);
    }

    private bool TryStore(SqliteSession session, AlertOutcome outcome) => outcome.Before is null
        ? IncidentTable.TryCreate(session, outcome.After)
        : IncidentTable.TryUpdate(session, outcome.After, incidents.Find(outcome.After.Organisation, outcome.After.Id));

    private void StoreRest(SqliteSession session, AlertOutcome outcome)
    {
        var after = outcome.After;
        foreach (var alert in outcome.Alerts) SqliteAlertStore.TryPut(session, alert);
        foreach (var (queue, message) in outcome.Messages) MessageTable.Add(session, queue, message, clock.Now);
        if (outcome.IsChanged)
        {
            topic.Add(
                session,
                new IncidentChanged(after.Organisation, after.Id),
                IncidentChanged.DeduplicationIdOf(after),
                MessagePriority.Of(after.Severity));
        }

        foreach (var delivery in outcome.Handled) MessageTable.Remove(session, delivery);
    }
}
