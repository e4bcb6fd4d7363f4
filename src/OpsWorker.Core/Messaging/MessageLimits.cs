using System.Text;

namespace OpsWorker.Core.Messaging;

/// <summary>Validates the arguments of a queue's calls, identically for every implementation.</summary>
public static class MessageLimits
{
    /// <summary>Maximum number of messages sent or received by one call: the limit of Amazon SQS.</summary>
    public const int MaxBatch = 10;

    /// <summary>The longest wait for a message: the limit of Amazon SQS.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>The longest visibility timeout: the limit of Amazon SQS.</summary>
    public static readonly TimeSpan MaxVisibility = TimeSpan.FromHours(12);

    // A body that is no valid UTF-16 is refused (the exception is an ArgumentException), not changed.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Validates a batch to send.</summary>
    /// <exception cref="ArgumentException">A message breaks a limit that <see cref="OutgoingMessage"/> states.</exception>
    public static void CheckSend(QueueName queue, IReadOnlyList<OutgoingMessage> messages)
    {
        if (messages.Count is < 1 or > MaxBatch)
        {
            throw new ArgumentException($"A batch has from 1 to {MaxBatch} messages, not {messages.Count}.", nameof(messages));
        }

        foreach (var message in messages)
        {
            if (Violation(queue, message) is { } violation)
            {
                throw new ArgumentException($"Queue {queue}: {violation}", nameof(messages));
            }
        }
    }

    /// <summary>Validates the arguments of a call that receives.</summary>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static void CheckReceive(int maxMessages, TimeSpan visibility, TimeSpan wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMessages, MaxBatch);
        CheckVisibility(visibility);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, MaxWait);
    }

    /// <summary>Validates a visibility timeout.</summary>
    /// <exception cref="ArgumentException">It is negative or too long.</exception>
    public static void CheckVisibility(TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, MaxVisibility);
    }

    private static string? Violation(QueueName queue, OutgoingMessage message)
    {
        var bytes = Utf8.GetByteCount(message.Body);
        if (bytes == 0) return "a message has an empty body.";
        if (bytes > OutgoingMessage.MaxBodyBytes)
        {
            return $"a body has {bytes} bytes; {OutgoingMessage.MaxBodyBytes} are allowed.";
        }

        if (message.Delay < TimeSpan.Zero || message.Delay > OutgoingMessage.MaxDelay)
        {
            return $"a delay is {message.Delay}; from 0 to {OutgoingMessage.MaxDelay} is allowed.";
        }

        if (message.Priority is < 0 or > MessagePriority.Max)
        {
            return $"a priority is {message.Priority}; from 0 to {MessagePriority.Max} is allowed.";
        }

        if (message.Lane.Length > OutgoingMessage.MaxIdLength)
        {
            return $"a lane has {message.Lane.Length} characters; {OutgoingMessage.MaxIdLength} are allowed.";
        }

        return queue.IsFifo ? FifoViolation(message) : StandardViolation(message);
    }

    private static string? FifoViolation(OutgoingMessage message)
    {
        if (!IsId(message.GroupId))
        {
            return $"a message of a FIFO queue needs a group id of 1 to {OutgoingMessage.MaxIdLength} characters.";
        }

        if (!IsId(message.DeduplicationId))
        {
            return $"a message of a FIFO queue needs a deduplication id of 1 to {OutgoingMessage.MaxIdLength} characters.";
        }

        return message.Delay == TimeSpan.Zero ? null : "a message of a FIFO queue cannot be delayed.";
    }

    private static string? StandardViolation(OutgoingMessage message) =>
        message.GroupId is null && message.DeduplicationId is null
            ? null
            : "only a message of a FIFO queue has a group or deduplication id.";

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= OutgoingMessage.MaxIdLength } && id.All(c => c is > ' ' and <= '~');
}
