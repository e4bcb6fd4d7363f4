using OpsWorker.Core.Notifications;

namespace OpsWorker.Functions.Hosting;

/// <summary>Who tells people of what.</summary>
/// <param name="Incidents">Of incidents.</param>
/// <param name="Clusters">Of clusters; null where nobody does.</param>
/// <param name="Digests">Of the day.</param>
internal sealed record TeamNotifiers(
    IReadOnlyList<INotifier> Incidents, IClusterNotifier? Clusters, IReadOnlyList<IDigestNotifier> Digests)
{
    /// <summary>Nobody.</summary>
    public static readonly TeamNotifiers None = new([], Clusters: null, []);
}
