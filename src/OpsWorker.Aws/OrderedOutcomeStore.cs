using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws;

/// <summary>
/// Consequences of alerts over table, queues and topic, which have no transaction in common: the records first, of them the incident, then
/// what follows from them. A delivery that ends in between comes again, and every step may be repeated.
/// </summary>
/// <param name="tryStore">Stores the records; false, and nothing is stored, where the incident is refused.</param>
/// <param name="queue">The queues.</param>
/// <param name="topic">The topic.</param>
public sealed class OrderedOutcomeStore(
    Func<AlertOutcome, CancellationToken, Task<bool>> tryStore, IMessageQueue queue, ITopic topic) : IAlertOutcomeStore
{
    /// <inheritdoc/>
    public async Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        if (!await tryStore(outcome, cancellationToken)) return AlertOutcomeResult.Refused;
        foreach (var messages in outcome.Messages.GroupBy(message => message.Queue))
        {
            await queue.SendAsync(messages.Key, [.. messages.Select(message => message.Message)], cancellationToken);
        }

        if (outcome.IsChanged)
        {
            var after = outcome.After;
            await topic.PublishAsync(
                new IncidentChanged(after.Organisation, after.Id), IncidentChanged.DeduplicationIdOf(after), cancellationToken);
        }

        return AlertOutcomeResult.Stored;
    }
}
