using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The limit that a rule sets to investigations, for the incident that an alert opens.</summary>
internal sealed class InvestigationLimit(Alert alert, Correlation correlation, string ruleId, RuleCooldown cooldown)
{
    /// <summary>As many incidents as the limit allows were investigated within its time.</summary>
    public async Task<bool> IsReachedAsync(IIncidentStore incidents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (count, token) = (0, (string?)null);
        do
        {
            var within = new TimeRange(now.AddMinutes(-cooldown.Minutes), now.AddTicks(1));
            var request = new PageRequest(PageRequest.MaxLimit, token, within);
            var page = await incidents.ListAsync(alert.Organisation, request, cancellationToken);
            count += page.Items.Count(Counts);
            token = page.NextToken;
        }
        while (token is not null && count < cooldown.Max);
        return count >= cooldown.Max;
    }

    private bool Counts(Incident incident) =>
        incident is { InvestigationId: not null, Request: not null } && incident.Workspace == alert.Workspace && IsOf(incident);

    private bool IsOf(Incident incident) => cooldown.Per switch
    {
        RulePer.Fingerprint => incident.Alerts.Any(a => a.Source == alert.Source && a.Fingerprint == AlertDetails.Line(alert.Fingerprint)),
        RulePer.Workload => incident.CorrelationKey == correlation.Key || incident.Aliases.Contains(correlation.Key),
        _ => incident.RuleId == ruleId,
    };
}
