namespace OpsWorker.Core.Notifications;

/// <summary>The notifiers of a team, by what they send.</summary>
/// <param name="Incidents">Send and edit the messages about incidents.</param>
/// <param name="Clusters">Sends notices about clusters; null where none is configured.</param>
/// <param name="Digests">Send digests.</param>
public sealed record TeamNotifiers(
    IReadOnlyList<INotifier> Incidents, IClusterNotifier? Clusters, IReadOnlyList<IDigestNotifier> Digests)
{
    /// <summary>No notifier.</summary>
    public static readonly TeamNotifiers None = new([], Clusters: null, []);

    /// <summary>Send replies below the messages about incidents.</summary>
    public IReadOnlyList<IReplyNotifier> Replies { get; init; } = [];

    /// <summary>Answers people who ask in a chat; null where none is configured.</summary>
    public IChatReplier? Chat { get; init; }
}
