namespace OpsWorker.Core.Messaging;

/// <summary>What became of a message.</summary>
public abstract record HandlerResult
{
    private HandlerResult()
    {
    }

    /// <summary>It was handled, and is removed.</summary>
    public sealed record Done : HandlerResult;

    /// <summary>
    /// It could not be handled now, and is delivered again later. A host may wait for longer than asked; one that bounds how
    /// often it delivers again gives the message up after hours at the earliest.
    /// </summary>
    /// <param name="Delay">How much later.</param>
    public sealed record RetryAfter(TimeSpan Delay) : HandlerResult;

    /// <summary>It can never be handled, and is kept with the dead letters.</summary>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Reject(string Reason) : HandlerResult;

    /// <summary>The one <see cref="Done"/>.</summary>
    public static readonly HandlerResult Handled = new Done();
}

/// <summary>
/// A stage of the pipeline. It may be called again with the same message, at any time and also at the same time,
/// and must then have no further effect.
/// </summary>
public interface IMessageHandler<in T>
{
    /// <summary>Handles the message. After an exception it is called again later, up to a limit.</summary>
    /// <param name="message">The content.</param>
    /// <param name="delivery">How it came.</param>
    /// <param name="cancellationToken">The host stops; the message will be delivered again.</param>
    Task<HandlerResult> HandleAsync(T message, ReceivedMessage delivery, CancellationToken cancellationToken);
}
