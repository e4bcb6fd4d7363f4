namespace OpsWorker.Core.Notifications;

/// <summary>The kind of a chat service's request.</summary>
public enum ChatRequestKind
{
    /// <summary>A person used a button or a menu of a message.</summary>
    Interaction,

    /// <summary>A person typed a slash command.</summary>
    Command,

    /// <summary>Something happened in the workspace, such as a mention of the app.</summary>
    Event,
}

/// <summary>A request of a chat service.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Header">The value of a header; empty where it is missing.</param>
/// <param name="Body">The body as it was received: the signature is over these bytes.</param>
public sealed record ChatRequest(ChatRequestKind Kind, Func<string, string> Header, ReadOnlyMemory<byte> Body);

/// <summary>The answer to a chat service's request.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Body">The body: JSON of an accepted request, null for none; the reason of a refused one.</param>
public sealed record ChatAnswer(ChatOutcome Outcome, string? Body = null);

/// <summary>The outcome of a chat service's request.</summary>
public enum ChatOutcome
{
    /// <summary>Taken: what it asks for is durably queued, or there is nothing to do.</summary>
    Accepted,

    /// <summary>Requests of the chat service are not set up.</summary>
    NotConfigured,

    /// <summary>The signature is missing, not valid or too old.</summary>
    NotAuthentic,

    /// <summary>The body is not one of the service's requests.</summary>
    NotUnderstood,
}

/// <summary>
/// Takes the requests of a chat service: verifies that they are the service's, and queues what people ask for. The service waits a few
/// seconds only, so nothing else happens before the answer.
/// </summary>
public interface IChatReceiver
{
    /// <summary>Takes a request.</summary>
    Task<ChatAnswer> ReceiveAsync(ChatRequest request, CancellationToken cancellationToken);
}
