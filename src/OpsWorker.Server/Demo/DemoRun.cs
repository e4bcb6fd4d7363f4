using System.Net.Http.Headers;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Demo;

/// <summary>Sends the demo's alert to a running server and watches what becomes of it.</summary>
internal sealed class DemoRun(ServerHost host, DemoProgress progress, TimeProvider time)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The incident and its ended investigation.</summary>
    public async Task<IncidentView> RunAsync(CancellationToken cancellationToken)
    {
        await PostAlertAsync(cancellationToken);
        while (true)
        {
            var page = await host.Store.Investigations.ListAsync(host.Organisation.Id, new(Limit: 1), cancellationToken);
            if (page.Items is [var investigation])
            {
                var journal = await host.Store.Journal.ReadAsync(host.Organisation.Id, investigation.Id, cancellationToken);
                foreach (var entry in journal) progress.Say(entry);
                if (investigation.HasEnded) return await ViewAsync(investigation, journal, cancellationToken);
            }

            await Task.Delay(s_poll, time, cancellationToken);
        }
    }

    private async Task PostAlertAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var content = new ByteArrayContent(DemoFiles.ReadAlert());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync($"v1/webhooks/alertmanager/{host.NewKeys!.WebhookKey}", content, cancellationToken);
        response.EnsureSuccessStatusCode();
        var accepted = await response.Content.ReadFromJsonAsync(DemoJson.Default.AcceptedAlerts, cancellationToken);
        progress.Say($"the webhook was accepted with {accepted!.Alerts.Count} alerts");
    }

    private async Task<IncidentView> ViewAsync(
        Investigation investigation, IReadOnlyList<JournalEntry> journal, CancellationToken cancellationToken)
    {
        progress.Say(investigation.Failure ?? "the report is written");
        var incident = await host.Store.Incidents.GetAsync(host.Organisation.Id, investigation.IncidentId, cancellationToken);
        return new IncidentView(incident!, investigation, journal);
    }
}
