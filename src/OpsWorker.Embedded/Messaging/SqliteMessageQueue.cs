using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>
/// Queues as tables, with the semantics of Amazon SQS. One call receives at most one message of a FIFO group. Sending to a
/// queue creates it.
/// </summary>
internal sealed class SqliteMessageQueue(
    SqliteWriter writer, SqliteReader reader, QueueSignals signals, QueueClock clock, AlertBacklog backlog, TimeProvider time)
    : IMessageQueue
{
    private readonly DeliveryOrder _order = new();

    /// <summary>The turns of the agents that send results.</summary>
    public FairTurns Turns { get; } = new();

    /// <inheritdoc/>
    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        SendAsync(queue, messages, senderId: null, cancellationToken);

    /// <summary>Sends messages with a sender id.</summary>
    /// <exception cref="ArgumentException">A message breaks a limit that <see cref="OutgoingMessage"/> states.</exception>
    /// <exception cref="StoreUnavailableException">Too many alerts wait, or the database cannot be written.</exception>
    public async Task SendAsync(
        QueueName queue, IReadOnlyList<OutgoingMessage> messages, string? senderId, CancellationToken cancellationToken)
    {
        MessageLimits.CheckSend(queue, messages);
        bool Add(SqliteSession session)
        {
            var now = clock.Now;
            foreach (var message in messages) MessageTable.Add(session, queue, message, now, senderId);
            return true;
        }

        if (queue == Queues.Alerts)
        {
            await backlog.CheckAsync(cancellationToken);
            await writer.WriteUrgentAsync(Add, cancellationToken);
        }
        else
        {
            await writer.WriteAsync(Add, cancellationToken);
        }

        signals.Wake(queue);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        MessageLimits.CheckReceive(maxMessages, visibility, wait);
        var end = clock.Now + wait;
        while (true)
        {
            var signal = signals.Next(queue);
            var (messages, nextReady) = await TakeAsync(queue, maxMessages, visibility, cancellationToken);
            var now = clock.Now;
            if (messages.Count > 0 || now >= end) return messages;

            var until = nextReady < end ? nextReady.Value : end;
            if (until <= now) continue;
            await signal.WaitAsync(until - now, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        ChangeAsync(message, session => MessageTable.Remove(session, message), cancellationToken);

    /// <inheritdoc/>
    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        MessageLimits.CheckVisibility(delay);
        return ChangeAsync(
            message, session => MessageTable.Postpone(session, message, clock.Now + delay), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            message,
            session => MessageTable.MoveToDeadLetters(session, message, reason, time.GetUtcNow()),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(
        QueueName queue, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        return await reader.QueryAsync(
            "SELECT id, body, reason, at FROM dead_letters WHERE queue = @queue ORDER BY sequence LIMIT @max",
            row => new DeadLetter(
                row.GetString(0),
                MessageTable.Body(row, 1),
                row.GetString(2),
                new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero)),
            cancellationToken,
            ("@queue", queue.Value),
            ("@max", max));
    }

    private Task<(List<ReceivedMessage> Messages, DateTimeOffset? NextReady)> TakeAsync(
        QueueName queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        writer.WriteEarlyAsync(
            session =>
            {
                var messages = queue == Queues.Results
                    ? MessageTable.TakeInTurn(session, queue, max, clock.Now, visibility, Turns)
                    : MessageTable.Take(session, queue, max, clock.Now, visibility, _order);
                return (messages, messages.Count > 0 ? null : DeliveryOrder.NextReady(session, queue));
            },
            cancellationToken);

    private async Task ChangeAsync(
        ReceivedMessage message, Func<SqliteSession, bool> change, CancellationToken cancellationToken)
    {
        var changed = await writer.WriteAsync(change, cancellationToken);
        if (changed) signals.Wake(message.Queue);
    }
}
