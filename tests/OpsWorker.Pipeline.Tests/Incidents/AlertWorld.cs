using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>Alerts of one organisation with one cluster, handled as they arrive.</summary>
internal sealed class AlertWorld(PipelineWorld world)
{
    private int _alerts;

    public OrganisationId Organisation { get; } = PipelineWorld.NewOrganisation();

    /// <summary>An alert that fires now.</summary>
    /// <param name="labels">Its labels as <c>alertname=A namespace=shop</c>.</param>
    /// <param name="source">The source.</param>
    public Alert Firing(string labels, string source = "alertmanager")
    {
        var read = labels.Split(' ').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);
        var (now, fingerprint) = (world.Time.GetUtcNow(), $"{source} {labels}");
        return new Alert
        {
            Id = Alert.IdOf(Organisation, source, fingerprint, now),
            Organisation = Organisation,
            Source = source,
            Fingerprint = fingerprint,
            Status = AlertStatus.Firing,
            Name = read["alertname"],
            Severity = Severity.Warning,
            Summary = $"{read["alertname"]} {++_alerts}",
            Labels = read,
            StartsAt = now,
            ReceivedAt = now,
        };
    }

    public async Task<Alert> FireAsync(string labels, string source = "alertmanager")
    {
        var alert = Firing(labels, source);
        await HandleAsync(alert);
        return alert;
    }

    /// <summary>The alert ends now, which arrives at once.</summary>
    public Task ResolveAsync(Alert alert) => HandleAsync(alert with { Status = AlertStatus.Resolved, EndsAt = world.Time.GetUtcNow() });

    public async Task HandleAsync(params Alert[] alerts)
    {
        foreach (var alert in alerts)
        {
            var result = await world.Rules.HandleAsync(new AlertReceived(alert), Deliveries.First(Queues.Alerts), CancellationToken.None);
            result.ShouldBeOfType<HandlerResult.Done>();
        }
    }

    public Task<IReadOnlyList<Incident>> IncidentsAsync() => world.IncidentsAsync(Organisation);

    public async Task<Incident> TheIncidentAsync() => (await IncidentsAsync()).ShouldHaveSingleItem();

    /// <summary>The incidents by the names of their alerts, in order: <c>A+B, C</c>.</summary>
    public async Task<string> GroupsAsync() => string.Join(
        ", ", (await IncidentsAsync()).Select(i => string.Join('+', i.Alerts.Select(a => a.Name).Order())).Order());
}
