using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>An alert and the decision about it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Hidden">
/// The decision without maintenance windows, where one hides the alert; null where none does.
/// </param>
public sealed record ReplayedAlert(Alert Alert, RuleDecision Decision, RuleDecision? Hidden);

/// <summary>The alerts of one incident that rules show or investigate.</summary>
/// <param name="IncidentId">The incident that the alerts joined; null where they were recorded only.</param>
/// <param name="Investigated">The decision by which it is investigated; null where it is only shown.</param>
/// <param name="IsLimited">True where only a cooldown keeps it from being investigated.</param>
public sealed record ReplayedIncident(string? IncidentId, RuleDecision? Investigated, bool IsLimited);

/// <summary>Decides about stored alerts as if they began now, one after the other. Pure.</summary>
public static class RuleReplay
{
    /// <summary>The decision about each alert, in order.</summary>
    /// <param name="alerts">The alerts, oldest first.</param>
    /// <param name="clusters">The registered clusters.</param>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyList<RuleDecision> Run(IReadOnlyList<Alert> alerts, IReadOnlyList<Cluster> clusters, CompiledRules rules) =>
        [.. RunWithHidden(alerts, clusters, rules).Select(replayed => replayed.Decision)];

    /// <summary>The decision about each alert, in order, and what a maintenance window hides.</summary>
    /// <param name="alerts">The alerts, oldest first.</param>
    /// <param name="clusters">The registered clusters.</param>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyList<ReplayedAlert> RunWithHidden(
        IReadOnlyList<Alert> alerts, IReadOnlyList<Cluster> clusters, CompiledRules rules)
    {
        var replayed = new List<ReplayedAlert>();
        var from = 0;
        for (var i = 0; i < alerts.Count; i++)
        {
            var (alert, at) = (alerts[i] with { Status = AlertStatus.Firing }, alerts[i].StartsAt);
            while (alerts[from].StartsAt < at.AddMinutes(-rules.HistoryMinutes)) from++;
            var earlier = rules.HistoryMinutes == 0 ? [] : alerts.Skip(from).Take(i - from).ToList();
            var cluster = ClusterOf(alert, clusters);
            var decision = RuleEngine.Decide(alert, cluster, rules, at, earlier);
            var hidden = decision.IsMaintenance ? RuleEngine.Decide(alert, cluster, rules.WithoutMaintenance(), at, earlier) : null;
            replayed.Add(new ReplayedAlert(alerts[i], decision, hidden));
        }

        return replayed;
    }

    /// <summary>
    /// The incidents of the alerts that are not suppressed: those that the alerts joined, and for alerts that were recorded only one for
    /// each object. Cooldowns count as they would have.
    /// </summary>
    /// <param name="replayed">The decisions, oldest alert first.</param>
    /// <param name="clusters">The registered clusters.</param>
    public static IReadOnlyList<ReplayedIncident> Incidents(IReadOnlyList<ReplayedAlert> replayed, IReadOnlyList<Cluster> clusters)
    {
        var incidents = new Dictionary<string, ReplayedIncident>();
        var investigated = new List<(DateTimeOffset At, Alert Alert, string Object, string RuleId)>();
        foreach (var (alert, decision, _) in replayed)
        {
            if (decision.Action == RuleAction.Suppress) continue;
            var about = new AlertFields(alert, ClusterOf(alert, clusters)).Workload;
            var key = alert.IncidentId ?? about;
            var incident = incidents.GetValueOrDefault(key) ?? new ReplayedIncident(alert.IncidentId, null, IsLimited: false);
            if (decision.Action == RuleAction.Investigate && incident.Investigated is null)
            {
                var isLimited = decision.Cooldown is { } cooldown && investigated.Count(earlier =>
                    earlier.At > alert.StartsAt.AddMinutes(-cooldown.Minutes) && (cooldown.Per switch
                    {
                        RulePer.Fingerprint => earlier.Alert.Source == alert.Source && earlier.Alert.Fingerprint == alert.Fingerprint,
                        RulePer.Workload => earlier.Object == about,
                        _ => earlier.RuleId == decision.DecidedBy,
                    })) >= cooldown.Max;
                if (!isLimited) investigated.Add((alert.StartsAt, alert, about, decision.DecidedBy));
                incident = incident with { Investigated = isLimited ? null : decision, IsLimited = isLimited };
            }

            incidents[key] = incident;
        }

        return [.. incidents.Values];
    }

    /// <summary>The cluster that the alert names, or the only one.</summary>
    public static Cluster? ClusterOf(Alert alert, IReadOnlyList<Cluster> clusters) => alert.Labels.TryGetValue("cluster", out var name)
        ? clusters.FirstOrDefault(cluster => cluster.Name == name)
        : clusters is [var only] ? only : null;
}
