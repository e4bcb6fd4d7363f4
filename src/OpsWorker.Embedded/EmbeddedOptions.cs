using OpsWorker.Core.Messaging;

namespace OpsWorker.Embedded;

/// <summary>What an <see cref="EmbeddedStore"/> needs to know.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder that holds everything; made where it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The only clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>
    /// Where the server is reached, asked for at each upload address: it is known only once the server has started.
    /// </summary>
    public Func<Uri> BaseUrl { get; init; } =
        () => throw new InvalidOperationException("The server's address is not known, so nothing can be uploaded to it.");

    /// <summary>The queues to which the topic of reports delivers.</summary>
    public IReadOnlyList<QueueName> Subscribers { get; init; } = [Queues.Notifications];
}
