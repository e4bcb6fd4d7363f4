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
    public async Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(session => Add(session, message, deduplicationId, priority: 0), cancellationToken);
        Wake();
    }

    /// <inheritdoc/>
    public async Task PublishAsync(DigestDue message, CancellationToken cancellationToken)
    {
        var id = Digest.IdOf(message.Organisation, message.DigestDate, message.Span);
        var body = JsonSerializer.Serialize(message, CoreJson.Default.DigestDue);
        await writer.WriteAsync(session => Add(session, body, id, id, priority: 0), cancellationToken);
        Wake();
    }

    /// <summary>Publishes within a transaction; <see cref="Wake"/> follows its commit.</summary>
    public bool Add(SqliteSession session, IncidentChanged message, string deduplicationId, int priority)
    {
        var body = JsonSerializer.Serialize(message, CoreJson.Default.IncidentChanged);
        return Add(session, body, message.IncidentId, deduplicationId, priority);
    }

    /// <summary>Wakes the subscribers.</summary>
    public void Wake()
    {
        foreach (var queue in subscribers) signals.Wake(queue);
    }

    private bool Add(SqliteSession session, string body, string groupId, string deduplicationId, int priority)
    {
        var now = clock.Now;
        foreach (var queue in subscribers)
        {
            var message = queue.IsFifo
                ? new OutgoingMessage { Body = body, GroupId = groupId, DeduplicationId = deduplicationId, Priority = priority }
                : new OutgoingMessage { Body = body, Priority = priority };
            MessageLimits.CheckSend(queue, [message]);

            // A message says only that something changed: its receiver reads the state that this transaction leaves.
            if (!queue.IsFifo || !MessageTable.IsWaiting(session, queue, message)) MessageTable.Add(session, queue, message, now);
        }

        return true;
    }
}
