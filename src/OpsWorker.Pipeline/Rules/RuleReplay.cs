using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Rules;

/// <summary>Decides about stored alerts as if they began now, one after the other. Pure.</summary>
public static class RuleReplay
{
    /// <summary>The decision about each alert, in order.</summary>
    /// <param name="alerts">The alerts, oldest first.</param>
    /// <param name="clusters">The registered clusters.</param>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyList<RuleDecision> Run(IReadOnlyList<Alert> alerts, IReadOnlyList<Cluster> clusters, CompiledRules rules)
    {
        var decisions = new List<RuleDecision>();
        var from = 0;
        for (var i = 0; i < alerts.Count; i++)
        {
            var (alert, at) = (alerts[i] with { Status = AlertStatus.Firing }, alerts[i].StartsAt);
            while (alerts[from].StartsAt < at.AddMinutes(-rules.HistoryMinutes)) from++;
            var earlier = rules.HistoryMinutes == 0 ? [] : alerts.Skip(from).Take(i - from).ToList();
            decisions.Add(RuleEngine.Decide(alert, ClusterOf(alert, clusters), rules, at, earlier));
        }

        return decisions;
    }

    /// <summary>The cluster that the alert names, or the only one.</summary>
    public static Cluster? ClusterOf(Alert alert, IReadOnlyList<Cluster> clusters) => alert.Labels.TryGetValue("cluster", out var name)
        ? clusters.FirstOrDefault(cluster => cluster.Name == name)
        : clusters is [var only] ? only : null;
}
