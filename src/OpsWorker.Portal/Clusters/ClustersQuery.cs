using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Clusters;

/// <summary>A cluster as lists and its page show it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Status">The connection status of its agent.</param>
/// <param name="Uptime">The agent's uptime over 24 hours, 7 and 30 days.</param>
/// <param name="IsBehind">True if the agent's version is older than the server's.</param>
public sealed record ClusterState(Cluster Cluster, ClusterStatus Status, IReadOnlyList<double?> Uptime, bool IsBehind)
{
    private static readonly TimeSpan[] s_windows = [TimeSpan.FromHours(24), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>The state at a time.</summary>
    internal static ClusterState Of(Cluster cluster, DateTimeOffset now, ClusterSilence allowed) => new(
        cluster,
        cluster.StatusAt(now, allowed),
        [.. s_windows.Select(window => Core.Clusters.Uptime.Of(cluster, now, window))],
        AgentVersions.IsBehind(cluster.AgentVersion) == true);

    /// <summary>The name for people.</summary>
    public string Name => Cluster.DisplayName ?? Cluster.Name;
}

/// <summary>The list of clusters.</summary>
public sealed record ClustersModel(Frame Frame, IReadOnlyList<ClusterState> Clusters, string? Text, string? Status, bool HasAny);

/// <summary>Reads the list of clusters.</summary>
internal static class ClustersQuery
{
    public static async Task<IResult> ShowAsync(PortalRequest request)
    {
        var all = await request.Service<ClusterLifecycle>().ListAsync(request.Principal, request.Cancel);
        var (text, status) = (request.Query("text"), request.Query("status"));
        var allowed = request.Service<ClusterSilence>();
        var shown = all.Select(cluster => ClusterState.Of(cluster, request.Now, allowed))
            .Where(state => status is null || state.Status.ToString().Equals(status, StringComparison.OrdinalIgnoreCase))
            .Where(state => text is null || Texts(state.Cluster).Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) == true))
            .ToList();
        var revision = Identifier.From("rev", [.. shown.Select(s => $"{s.Cluster.Id} {s.Cluster.Version} {s.Status}")]);
        return request.Has(revision)
            ? PortalRequest.Unchanged()
            : PortalRequest.Page(ClustersPage.Create(new ClustersModel(
                request.Frame("Clusters", PortalSection.Clusters, revision), shown, text, status, all.Count > 0)));
    }

    private static IEnumerable<string?> Texts(Cluster cluster) =>
    [
        cluster.Name, cluster.DisplayName, cluster.Provider, cluster.Region, cluster.Environment,
        .. cluster.Labels.Select(label => $"{label.Key}:{label.Value}"),
    ];
}
