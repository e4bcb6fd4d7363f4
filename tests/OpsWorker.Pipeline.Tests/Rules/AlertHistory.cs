using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

/// <summary>An alert that arrives, and before which call of a port its handling crashes; 0 for none.</summary>
public sealed record Arrival(int Alert, int Occurrence, bool Resolved, int CrashAt = 0, bool Redelivered = false)
{
    /// <summary>The workload that the alert names.</summary>
    public int Workload => Alert / 2;
}

/// <summary>Alerts of the workloads of one namespace that arrive one after the other, and the incidents in the end.</summary>
internal static class AlertHistory
{
    /// <summary>Handles the arrivals, each again after a crash, and says what is stored in the end.</summary>
    public static async Task<string> RunAsync(
        PipelineWorld world, IReadOnlyCollection<Arrival> arrivals, bool isOrdered = false)
    {
        var organisation = PipelineWorld.NewOrganisation();
        if (world.Time.GetUtcNow() < Samples.StartOf(10)) world.Time.SetUtcNow(Samples.StartOf(10));
        await world.AddClusterAsync(organisation);
        var rules = isOrdered ? world.OrderedRules : world.Rules;
        foreach (var arrival in arrivals) await ArriveAsync(world, rules, organisation, arrival);
        return await DescribeAsync(world, organisation);
    }

    private static async Task ArriveAsync(
        PipelineWorld world, AlertReceivedHandler rules, OrganisationId organisation, Arrival arrival)
    {
        var firing = Samples.Firing(organisation, $"A{arrival.Alert}", arrival.Occurrence, workload: $"w{arrival.Workload}");
        var alert = arrival.Resolved ? Samples.Resolved(firing) : firing;
        world.Effects.Restart();
        if (arrival.CrashAt > 0) world.Effects.CrashAt(arrival.CrashAt);
        try
        {
            await HandleAsync(rules, alert);
            if (arrival.Redelivered) await HandleAsync(rules, alert, receiveCount: 2);
        }
        catch (CrashException)
        {
            await HandleAsync(rules, alert, receiveCount: 2);
        }
    }

    private static Task<HandlerResult> HandleAsync(AlertReceivedHandler rules, Alert alert, int receiveCount = 1) =>
        rules.HandleAsync(new AlertReceived(alert), Deliveries.Nth(Queues.Alerts, receiveCount), CancellationToken.None);

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
        var alerts = incident.Alerts.Select(a => $"{a.Name}@{a.StartsAt:HH:mm} {a.Status}").Order();
        var status = incident.ResolvedAt is { } end ? $"Resolved {end:HH:mm}" : incident.Status.ToString();
        return $"{status} version {incident.Version}, {incident.AlertCount} alerts: {string.Join(", ", alerts)}";
    }
}
