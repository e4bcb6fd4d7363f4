namespace OpsWorker.Core.Messaging;

/// <summary>The name of a queue and its ordering.</summary>
/// <param name="Value">Lower-case letters, digits and <c>-</c>, at most 80 characters.</param>
/// <param name="IsFifo">Messages of one group are handled one after the other, in order of sending.</param>
public sealed record QueueName(string Value, bool IsFifo)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A message to send.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The largest body, in bytes of UTF-8: the limit of Amazon SQS.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>The longest group or deduplication id, in printable ASCII characters: the limit of Amazon SQS.</summary>
    public const int MaxIdLength = 128;

    /// <summary>The longest delay: the limit of Amazon SQS.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);

    /// <summary>The content, JSON; not empty.</summary>
    public required string Body { get; init; }

    /// <summary>
    /// The group within which order is kept, at most <see cref="MaxIdLength"/> characters; needed on a FIFO queue,
    /// not allowed on another.
    /// </summary>
    public string? GroupId { get; init; }

    /// <summary>
    /// A message of a FIFO queue whose id was sent within the last five minutes is accepted and not delivered
    /// again; at most <see cref="MaxIdLength"/> characters; needed on a FIFO queue, not allowed on another.
    /// </summary>
    public string? DeduplicationId { get; init; }

    /// <summary>
    /// The priority, from 0 to <see cref="MessagePriority.Max"/>. The embedded queue delivers higher ones first; Amazon SQS, whose
    /// receivers are many, does not know it.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>
    /// Names those who share a queue, at most <see cref="MaxIdLength"/> characters: the embedded queue delivers to each in turn, so
    /// that the messages of one do not hold up those of another.
    /// </summary>
    public string Lane { get; init; } = "";

    /// <summary>The delay before the first delivery; at most <see cref="MaxDelay"/>, not allowed on a FIFO queue.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>A received message, invisible to other receivers until its visibility timeout.</summary>
public sealed record ReceivedMessage
{
    /// <summary>The queue.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>Identifies the message, the same at every delivery.</summary>
    public required string Id { get; init; }

    /// <summary>Identifies this delivery; a newer delivery invalidates it.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>The content.</summary>
    public required string Body { get; init; }

    /// <summary>The group, of a FIFO queue.</summary>
    public string? GroupId { get; init; }

    /// <summary>The delivery attempt, starting at 1.</summary>
    public required int ReceiveCount { get; init; }

    /// <summary>The sender as the queue's service authenticated it; null if the service authenticates nobody.</summary>
    public string? SenderId { get; init; }
}

/// <summary>A message that could not be handled, kept for inspection.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Body">Its content.</param>
/// <param name="Reason">The reason for the rejection.</param>
/// <param name="At">The time of the event.</param>
public sealed record DeadLetter(string Id, string Body, string Reason, DateTimeOffset At);

/// <summary>
/// Queues with at-least-once delivery: the semantics of Amazon SQS. A message is durable once the call that sends it returns.
/// </summary>
public interface IMessageQueue
{
    /// <summary>Sends messages, all or none of them.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="messages">From 1 to 10.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A message breaks a limit that <see cref="OutgoingMessage"/> states.</exception>
    Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Receives messages and makes them invisible to other receivers for a while. A FIFO group whose earlier message is
    /// still invisible delivers nothing.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="maxMessages">From 1 to 10.</param>
    /// <param name="visibility">The visibility timeout, at most 12 hours.</param>
    /// <param name="wait">The wait for the first message, at most 20 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Removes a handled message. Ignores an outdated delivery.</summary>
    Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the message visible again after the delay, counted from now; also used to keep it invisible while a
    /// handler works. Ignores an outdated delivery.
    /// </summary>
    Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Moves the message to the queue's dead letters. Ignores an outdated delivery.</summary>
    Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="max"/> of the queue's dead letters, oldest first, without removing them.</summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken);
}
