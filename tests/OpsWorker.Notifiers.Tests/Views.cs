using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Testing;

namespace OpsWorker.Notifiers.Tests;

/// <summary>Incidents as notifiers get them.</summary>
internal static class Views
{
    public static IncidentView Reported() =>
        IncidentSamples.Reported(IncidentSamples.Incident(), DiagnosisSamples.Found, DiagnosisSamples.Headline);

    public static IncidentView Titled(string title)
    {
        var view = Reported();
        return view with { Incident = view.Incident with { Title = title } };
    }

    /// <summary>An incident whose alert came from PagerDuty.</summary>
    public static IncidentView FromPagerDuty(string url = "https://example.pagerduty.com/incidents/Q0ABC")
    {
        var view = Reported();
        return view with
        {
            Incident = view.Incident with
            {
                Alerts = [view.Incident.Alerts[0] with { Source = "pagerduty" }],
                Lead = new LeadingAlert("A", null, [new AlertLink("Runbook", "https://wiki.example"), new AlertLink("Source", url)]),
            },
        };
    }
}
