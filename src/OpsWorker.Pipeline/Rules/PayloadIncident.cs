using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The incident that a payload opens by the default rules, without storing anything.</summary>
public static class PayloadIncident
{
    /// <summary>The incident of the payload's first alert, joined by the others that share its correlation key.</summary>
    /// <param name="batch">The payload's alerts; what is resolved is taken as if it fired.</param>
    /// <param name="clusterId">The cluster that is asked.</param>
    /// <param name="now">When the incident is opened.</param>
    public static Incident From(AlertBatch batch, string clusterId, DateTimeOffset now)
    {
        var alerts = batch.Alerts.Select(alert => alert with { Status = AlertStatus.Firing }).ToList();
        var first = Decide(alerts[0]);
        var incident = IncidentChanges.Open(alerts[0], first, clusterId, now);
        return alerts.Skip(1)
            .Where(alert => Decide(alert).CorrelationKey == first.CorrelationKey)
            .Aggregate(incident, (current, alert) => IncidentChanges.With(current, alert, now) ?? current);
    }

    private static RuleDecision Decide(Alert alert)
    {
        var rules = DefaultRules.For(alert.Organisation);
        return RuleEngine.Decide(alert, rules)!;
    }
}
