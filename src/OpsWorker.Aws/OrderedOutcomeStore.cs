using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws;

/// <summary>
/// Consequences of alerts over table, queues and topic, which have no transaction in common: the incident first, then what follows from
/// it. A delivery that ends in between comes again, and every step may be repeated.
/// </summary>
public sealed class OrderedOutcomeStore(
    IIncidentStore incidents, IAlertStore alerts, IInvestigationStore investigations, IMessageQueue queue, ITopic topic)
    : IAlertOutcomeStore
{
    /// <inheritdoc/>
    public async Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        var after = outcome.After;
        if (outcome.IsChanged)
        {
            var isStored = outcome.Before is null
                ? await incidents.TryCreateAsync(after, cancellationToken)
                : await incidents.TryUpdateAsync(after, cancellationToken);
            if (!isStored) return AlertOutcomeResult.Refused;
        }

        foreach (var alert in outcome.Alerts) await alerts.TryPutAsync(alert, cancellationToken);
        if (outcome.Investigation is { } started) await investigations.TryCreateAsync(started, cancellationToken);
        foreach (var (name, message) in outcome.Messages) await queue.SendAsync(name, [message], cancellationToken);
        if (outcome.IsChanged)
        {
            await topic.PublishAsync(
                new IncidentChanged(after.Organisation, after.Id), IncidentChanged.DeduplicationIdOf(after), cancellationToken);
        }

        return AlertOutcomeResult.Stored;
    }
}
