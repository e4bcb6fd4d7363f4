using System.Net.Http.Headers;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Demo;

/// <summary>Sends the demo's alert to a running server and watches what becomes of it.</summary>
internal sealed class DemoRun(ServerHost host, DemoProgress progress, TimeProvider time)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The incident of the first alert and its ended investigation.</summary>
    public async Task<IncidentView> RunAsync(CancellationToken cancellationToken)
    {
        var alert = await PostAlertAsync(cancellationToken);
        while (true)
        {
            if (await FindAsync(alert, cancellationToken) is var (incident, investigation))
            {
                var journal = await host.Store.Journal.ReadAsync(host.Organisation.Id, investigation.Id, cancellationToken);
                foreach (var entry in journal) progress.Say(entry);
                if (investigation.HasEnded)
                {
                    progress.Say(investigation.Failure ?? "the report is written");
                    return new IncidentView(incident, investigation, journal);
                }
            }

            await Task.Delay(s_poll, time, cancellationToken);
        }
    }

    private async Task<(Incident Incident, Investigation Investigation)?> FindAsync(string alert, CancellationToken cancellationToken)
    {
        var page = await host.Store.Investigations.ListAsync(host.Organisation.Id, new(Limit: 10), cancellationToken);
        foreach (var investigation in page.Items)
        {
            var incident = await host.Store.Incidents.GetAsync(host.Organisation.Id, investigation.IncidentId, cancellationToken);
            if (incident!.Alerts.Any(listed => listed.Id == alert)) return (incident, investigation);
        }

        return null;
    }

    // Returns the id of the first alert.
    private async Task<string> PostAlertAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var content = new ByteArrayContent(DemoFiles.ReadAlert());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync($"v1/webhooks/alertmanager/{host.NewKeys!.WebhookKey}", content, cancellationToken);
        response.EnsureSuccessStatusCode();
        var accepted = await response.Content.ReadFromJsonAsync(DemoJson.Default.AcceptedAlerts, cancellationToken);
        progress.Say($"the webhook was accepted with {accepted!.Alerts.Count} alerts");
        return accepted.Alerts[0];
    }
}
