using Microsoft.Extensions.Logging;
using OpsWorker.Agent.Health;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Agent.Sessions;

/// <summary>
/// The agent's queues through the current session. Transient failures are retried with full jitter: receiving without
/// limit, other calls a few times, after which the command is redelivered.
/// </summary>
internal sealed partial class SessionQueue(SessionKeeper sessions, AgentStatus status, TimeProvider time, ILogger<SessionQueue> logger)
    : IMessageQueue
{
    private const int MaxAttempts = 6;

    private readonly EmptyPolls _emptyPolls = new();

    /// <inheritdoc/>
    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        CallAsync(MaxAttempts, q => DoneAsync(q.SendAsync(queue, messages, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var messages = await CallAsync(
            int.MaxValue, q => q.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken), cancellationToken);
        if (_emptyPolls.PauseAfter(messages.Count, time.GetElapsedTime(started), wait) is { } pause)
        {
            await Task.Delay(pause, time, cancellationToken);
        }

        return messages;
    }

    /// <inheritdoc/>
    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        CallAsync(MaxAttempts, q => DoneAsync(q.CompleteAsync(message, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        CallAsync(MaxAttempts, q => DoneAsync(q.RetryAfterAsync(message, delay, cancellationToken)), cancellationToken);

    /// <summary>
    /// Removes the message, because an agent has no dead letters. The investigation notices the missing answer at its
    /// deadline.
    /// </summary>
    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        CompleteAsync(message, cancellationToken);

    /// <summary>Always empty: an agent has no dead letters.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>([]);

    private async Task<T> CallAsync<T>(int attempts, Func<IMessageQueue, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var session = await sessions.GetAsync(cancellationToken);
            try
            {
                var answer = await call(session.Queue);
                status.Reached();
                return answer;
            }
            catch (Exception e) when (failures < attempts && QueueErrors.IsTransient(e, cancellationToken))
            {
                if (QueueErrors.RefusesSession(e)) sessions.Invalidate(session);
                status.Unreachable(e.Message);
                CallFailed(e.Message);
            }

            await Task.Delay(Backoff.Default.Pause(failures), time, cancellationToken);
        }
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queues cannot be reached: {Reason}")]
    private partial void CallFailed(string reason);
}
