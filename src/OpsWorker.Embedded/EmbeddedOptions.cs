using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Messaging;

namespace OpsWorker.Embedded;

/// <summary>Options of an <see cref="EmbeddedStore"/>.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder with all data; created if missing.</summary>
    public required string DataFolder { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>
    /// The server's address, evaluated for each upload address because it is known only after the server has started.
    /// </summary>
    public Func<Uri> BaseUrl { get; init; } =
        () => throw new InvalidOperationException("The server's address is not known, so nothing can be uploaded to it.");

    /// <summary>
    /// The retention of alerts since they were last received, of resolved incidents since their last change, of investigations since
    /// they were requested, of notifications, and of evidence.
    /// </summary>
    public TimeSpan Retention { get; init; } = Embedded.Retention.Default;

    /// <summary>The number of waiting alerts from which on none is accepted.</summary>
    public int MaxWaitingAlerts { get; init; } = AlertBacklog.DefaultMax;

    /// <summary>The queues to which the topic of reports delivers.</summary>
    public IReadOnlyList<QueueName> Subscribers { get; init; } = [Queues.Notifications];
}
