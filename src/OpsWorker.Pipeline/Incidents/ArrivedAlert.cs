using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>An alert on its way to an incident.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Known">The alert as it was stored before; null where it is new.</param>
/// <param name="Decision">The decision of the rules; a suppressed alert opens nothing.</param>
/// <param name="Cluster">The alert's cluster.</param>
/// <param name="Delivery">The delivery that carries it.</param>
internal sealed record ArrivedAlert(
    Alert Alert, Alert? Known, RuleDecision Decision, AlertCluster Cluster, ReceivedMessage Delivery)
{
    /// <summary>The keys of the incidents that it may belong to.</summary>
    public Correlation Correlation { get; } = Decision.GroupBy.Count == 0
        ? Correlation.ByTopology(Alert, Within(Alert, Cluster.Key))
        : Correlation.ByLabels(Alert, Within(Alert, Decision.DecidedBy), Decision.GroupBy);

    /// <summary>An earlier delivery may have stored a part of what follows from the alert.</summary>
    public bool IsRepeated => Delivery.ReceiveCount > 1;

    /// <summary>The alert is new and opens nothing of its own: it belongs to the open incident that holds its key.</summary>
    public bool Follows(Incident incident) =>
        Known is null && !IsRepeated && incident.Status == IncidentStatus.Open
        && (incident.CorrelationKey == Correlation.Key || incident.Aliases.Contains(Correlation.Key));

    // No name of a workspace has a slash.
    private static string Within(Alert alert, string place) => alert.Workspace is { } workspace ? $"{workspace}/{place}" : place;
}

/// <summary>The incident of alerts, before them and with them.</summary>
/// <param name="Before">The incident before; null where the alerts open it.</param>
/// <param name="After">The incident with them; null where the alerts belong to none.</param>
/// <param name="Alerts">The records of the alerts.</param>
internal sealed record Correlated(Incident? Before, Incident? After, IReadOnlyList<Alert> Alerts);
