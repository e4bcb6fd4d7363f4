using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The incident of a payload for an investigation without a server; nothing is stored.</summary>
public static class PayloadIncident
{
    // A file's alerts are about one problem, so they are kept together as long as they are about one place.
    private static readonly string[] s_place = [AlertCluster.Label, "namespace", "node"];

    /// <summary>The incident of the payload's first alert, joined by the others of its cluster, namespace and node.</summary>
    /// <param name="batch">The payload's alerts; what is resolved is taken as if it fired.</param>
    /// <param name="clusterId">The cluster that is asked.</param>
    /// <param name="now">The time of opening.</param>
    public static Incident From(AlertBatch batch, string clusterId, DateTimeOffset now)
    {
        var alerts = batch.Alerts.Select(alert => alert with { Status = AlertStatus.Firing }).ToList();
        var first = Correlation.ByLabels(alerts[0], RuleId, s_place);
        var decision = new RuleDecision { Action = RuleAction.Investigate, DecidedBy = RuleId };
        var incident = IncidentChanges.Open(alerts[0], first, decision, new AlertCluster(clusterId, clusterId), now);
        return alerts.Skip(1)
            .Select(alert => (Alert: alert, Correlation: Correlation.ByLabels(alert, RuleId, s_place)))
            .Where(next => next.Correlation.Key == first.Key)
            .Aggregate(
                incident with { InvestigationId = Investigation.IdOf(incident.Id, attempt: 1) },
                (current, next) => IncidentChanges.With(current, next.Alert, next.Correlation, decision, now) ?? current);
    }

    private const string RuleId = "payload";
}
