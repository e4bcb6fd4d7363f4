using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>The topic as a fan-out in one transaction: a message is in all subscribed queues or in none.</summary>
internal sealed class SqliteTopic(
    SqliteWriter writer, QueueSignals signals, IReadOnlyList<QueueName> subscribers, QueueClock clock) : ITopic
{
    /// <inheritdoc/>
    public Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken) =>
        PublishAsync(
            JsonSerializer.Serialize(message, CoreJson.Default.IncidentChanged), message.IncidentId, deduplicationId, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync(DigestDue message, CancellationToken cancellationToken)
    {
        var id = Digest.IdOf(message.Organisation, message.DigestDate);
        return PublishAsync(JsonSerializer.Serialize(message, CoreJson.Default.DigestDue), id, id, cancellationToken);
    }

    private async Task PublishAsync(string body, string groupId, string deduplicationId, CancellationToken cancellationToken)
    {
        var deliveries = subscribers.Select(queue => (queue, For(queue, body, groupId, deduplicationId))).ToList();
        foreach (var (queue, outgoing) in deliveries) MessageLimits.CheckSend(queue, [outgoing]);
        await writer.WriteAsync(
            session =>
            {
                var now = clock.Now;
                foreach (var (queue, outgoing) in deliveries) MessageTable.Add(session, queue, outgoing, now);
                return true;
            },
            cancellationToken);
        foreach (var queue in subscribers) signals.Wake(queue);
    }

    private static OutgoingMessage For(QueueName queue, string body, string groupId, string deduplicationId) =>
        queue.IsFifo
            ? new OutgoingMessage { Body = body, GroupId = groupId, DeduplicationId = deduplicationId }
            : new OutgoingMessage { Body = body };
}
