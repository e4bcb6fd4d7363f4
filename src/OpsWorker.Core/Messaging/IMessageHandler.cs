namespace OpsWorker.Core.Messaging;

/// <summary>The result of handling a message.</summary>
public abstract record HandlerResult
{
    private HandlerResult()
    {
    }

    /// <summary>The message was handled and is removed from the queue.</summary>
    /// <param name="IsCompleted">It is removed already, together with the records that the handler stored.</param>
    public sealed record Done(bool IsCompleted = false) : HandlerResult;

    /// <summary>
    /// It could not be handled now, and is delivered again later. A host may wait for longer than asked; one that bounds how
    /// often it delivers again gives the message up after hours at the earliest.
    /// </summary>
    /// <param name="Delay">The delay until redelivery.</param>
    public sealed record RetryAfter(TimeSpan Delay) : HandlerResult;

    /// <summary>The message can never be handled and is moved to the dead letters.</summary>
    /// <param name="Reason">The reason, for people.</param>
    public sealed record Reject(string Reason) : HandlerResult;

    /// <summary>The shared instance of <see cref="Done"/>.</summary>
    public static readonly HandlerResult Handled = new Done();

    /// <summary>The shared instance of <see cref="Done"/> for a message that is removed already.</summary>
    public static readonly HandlerResult Completed = new Done(IsCompleted: true);
}

/// <summary>
/// A stage of the pipeline. Messages are delivered at least once, also concurrently, so handling must be idempotent.
/// </summary>
public interface IMessageHandler<in T>
{
    /// <summary>Handles the message. After an exception the message is redelivered, up to a limit.</summary>
    /// <param name="message">The content.</param>
    /// <param name="delivery">The delivery that carries it.</param>
    /// <param name="cancellationToken">The host stops; the message will be delivered again.</param>
    Task<HandlerResult> HandleAsync(T message, ReceivedMessage delivery, CancellationToken cancellationToken);
}
