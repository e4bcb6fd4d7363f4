using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>An investigation as a listing shows it.</summary>
internal sealed record InvestigationLine(string Id, string IncidentId, int Attempt, InvestigationStatus Status);

/// <summary>The outcome of the alerts, as the API and Slack show it.</summary>
internal sealed record Outcome(
    IReadOnlyList<Alert> Alerts,
    IReadOnlyList<Incident> Incidents,
    ILookup<string, InvestigationLine> Investigations,
    IReadOnlyList<SlackStandInMessage> Messages)
{
    private int Resolved => Alerts.Count(alert => alert.Status == AlertStatus.Resolved);

    public static async Task<Outcome> ReadAsync(ServerProcess server, SlackStandIn slack)
    {
        var alerts = await server.ListAsync("v1/alerts", CoreJson.Default.Alert);
        var incidents = await server.ListAsync("v1/incidents", CoreJson.Default.Incident);
        var investigations = await server.ListAsync("v1/investigations", EndToEndJson.Default.InvestigationLine);
        return new Outcome(alerts, incidents, investigations.ToLookup(i => i.IncidentId), slack.Messages);
    }

    /// <summary>True when no work is left: each investigation ended, and Slack shows the state of each incident.</summary>
    /// <param name="alerts">How many alerts were sent.</param>
    /// <param name="resolved">How many of them were resolved.</param>
    public bool IsQuiet(int alerts, int resolved) =>
        Alerts.Count == alerts
        && Resolved == resolved
        && Incidents.All(incident => IsInvestigated(incident) && IsShown(incident));

    /// <summary>The progress so far, for the message of a failed test.</summary>
    public override string ToString()
    {
        var investigated = Incidents.Count(IsInvestigated);
        var shown = Incidents.Count(IsShown);
        return $"{Alerts.Count} alerts, {Resolved} of them resolved, {Incidents.Count} incidents, {investigated} of them investigated, "
            + $"{shown} shown, {Messages.Count} messages";
    }

    private bool IsInvestigated(Incident incident) =>
        Investigations[incident.Id].MaxBy(i => i.Attempt) is { } latest
        && (incident.Status == IncidentStatus.Resolved || latest.Status != InvestigationStatus.Cancelled)
        && Investigations[incident.Id].All(i => i.Status is not (InvestigationStatus.Queued or InvestigationStatus.Running));

    private bool IsShown(Incident incident)
    {
        var status = incident.Status == IncidentStatus.Resolved ? "Resolved: " : "Firing: ";
        return Messages.Any(m => m.IncidentId == incident.Id
            && m.Text.StartsWith(status, StringComparison.Ordinal)
            && !m.Text.EndsWith(": investigating", StringComparison.Ordinal)
            && m.BlockText.Contains($"{incident.AlertCount} alert", StringComparison.Ordinal));
    }
}
