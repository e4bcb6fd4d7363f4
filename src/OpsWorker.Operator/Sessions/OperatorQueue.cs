using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Operator.Sessions;

/// <summary>The Operator's queues through the current session. A failed call is left to the caller.</summary>
internal sealed class OperatorQueue(OperatorSessions sessions, TimeProvider time) : IMessageQueue
{
    private readonly EmptyPolls _emptyPolls = new();

    /// <inheritdoc/>
    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        CallAsync(q => DoneAsync(q.SendAsync(queue, messages, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var messages = await CallAsync(
            q => q.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken), cancellationToken);
        if (_emptyPolls.PauseAfter(messages.Count, time.GetElapsedTime(started), wait) is { } pause)
        {
            await Task.Delay(pause, time, cancellationToken);
        }

        return messages;
    }

    /// <inheritdoc/>
    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        CallAsync(q => DoneAsync(q.CompleteAsync(message, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        CallAsync(q => DoneAsync(q.RetryAfterAsync(message, delay, cancellationToken)), cancellationToken);

    /// <summary>Removes the message, because an Operator has no dead letters; its log has the reason.</summary>
    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        CompleteAsync(message, cancellationToken);

    /// <summary>Always empty: an Operator has no dead letters.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>([]);

    private async Task<T> CallAsync<T>(Func<IMessageQueue, Task<T>> call, CancellationToken cancellationToken)
    {
        var session = await sessions.GetAsync(cancellationToken);
        try
        {
            return await call(session.Queue);
        }
        catch (Exception e) when (QueueErrors.RefusesSession(e))
        {
            sessions.Invalidate(session);
            throw;
        }
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }
}
