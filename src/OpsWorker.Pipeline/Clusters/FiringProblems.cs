using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// The firing problems that a cluster's agents reported: an agent that starts takes them over, so that each one is resolved once it has
/// healed.
/// </summary>
public sealed class FiringProblems(IAlertStore alerts)
{
    /// <summary>The maximum number of the organisation's alerts that are searched, newest first.</summary>
    public const int MaxAlerts = 10 * PageRequest.MaxLimit;

    /// <summary>The problems, newest first, at most <see cref="ClusterProblems.MaxProblems"/> of them.</summary>
    public async Task<ClusterProblems> OfAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var source = new KubernetesSource(cluster);
        var firing = new List<ClusterProblem>();
        string? token = null;
        for (var read = 0; read < MaxAlerts; read += PageRequest.MaxLimit)
        {
            var page = await alerts.ListAsync(cluster.Organisation, new PageRequest(PageRequest.MaxLimit, token), cancellationToken);
            firing.AddRange(page.Items.Where(a => a.Status == AlertStatus.Firing).Select(source.ProblemOf).OfType<ClusterProblem>());
            token = page.NextToken;
            if (token is null || firing.Count >= ClusterProblems.MaxProblems) break;
        }

        return ClusterProblems.Of(firing.Take(ClusterProblems.MaxProblems));
    }
}
