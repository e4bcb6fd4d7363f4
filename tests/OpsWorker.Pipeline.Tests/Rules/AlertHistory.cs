using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

/// <summary>An alert that arrives, and before which call of a port its handling crashes; 0 for none.</summary>
public sealed record Arrival(int Alert, int Occurrence, bool Resolved, int CrashAt = 0, bool Redelivered = false);

/// <summary>Alerts of one namespace that arrive one after the other, and what is stored in the end.</summary>
internal static class AlertHistory
{
    /// <summary>Handles the arrivals, each again after a crash, and says what is stored in the end.</summary>
    public static async Task<string> RunAsync(PipelineWorld world, IReadOnlyCollection<Arrival> arrivals)
    {
        var organisation = PipelineWorld.NewOrganisation();
        await world.AddClusterAsync(organisation);
        foreach (var arrival in arrivals) await ArriveAsync(world, organisation, arrival);
        return await DescribeAsync(world, organisation);
    }

    private static async Task ArriveAsync(PipelineWorld world, OrganisationId organisation, Arrival arrival)
    {
        var firing = Samples.Firing(organisation, $"A{arrival.Alert}", arrival.Occurrence);
        var alert = arrival.Resolved ? Samples.Resolved(firing) : firing;
        world.Effects.Restart();
        if (arrival.CrashAt > 0) world.Effects.CrashAt(arrival.CrashAt);
        try
        {
            await HandleAsync(world, alert);
            if (arrival.Redelivered) await HandleAsync(world, alert);
        }
        catch (CrashException)
        {
            await HandleAsync(world, alert);
        }
    }

    private static Task<HandlerResult> HandleAsync(PipelineWorld world, Alert alert) =>
        world.Rules.HandleAsync(new AlertReceived(alert), Deliveries.First(Queues.Alerts), CancellationToken.None);

    private static async Task<string> DescribeAsync(PipelineWorld world, OrganisationId organisation)
    {
        var requests = await world.TakeAllAsync(Queues.Investigations, CoreJson.Default.InvestigationRequested);
        var told = await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.IncidentChanged);
        var investigations = await world.InvestigationsAsync(organisation);
        var incidents = await world.IncidentsAsync(organisation);
        investigations.Count.ShouldBe(incidents.Count);
        requests.Count.ShouldBe(incidents.Count);
        var lines = incidents.Select(incident =>
        {
            requests.Count(r => r.InvestigationId == incident.InvestigationId).ShouldBe(1);
            investigations.Count(i => i.IncidentId == incident.Id).ShouldBe(1);
            told.Count(t => t.IncidentId == incident.Id).ShouldBeGreaterThan(0);
            return Describe(incident);
        });
        return string.Join('\n', lines.Order());
    }

    private static string Describe(Incident incident)
    {
        var alerts = incident.Alerts.Select(a => $"{a.Name}@{a.StartsAt:HH} {a.Status}").Order();
        return $"{incident.Status} version {incident.Version}, {incident.AlertCount} alerts: {string.Join(", ", alerts)}";
    }
}
