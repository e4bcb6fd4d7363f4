using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

/// <summary>One incident with its investigation in the queue, and what carries it on step by step.</summary>
internal sealed class InvestigationDrive
{
    private readonly PipelineWorld _world;

    private InvestigationDrive(PipelineWorld world, OrganisationId organisation, Cluster? cluster, string id)
    {
        (_world, Organisation, Id) = (world, organisation, id);
        ClusterOrNull = cluster;
    }

    public OrganisationId Organisation { get; }

    public string Id { get; }

    public Cluster Cluster => ClusterOrNull!;

    private Cluster? ClusterOrNull { get; }

    /// <summary>An alert has come and its investigation waits in the queue.</summary>
    public static async Task<InvestigationDrive> StartAsync(PipelineWorld world, bool hasCluster = true)
    {
        var organisation = PipelineWorld.NewOrganisation();
        var cluster = hasCluster ? await world.AddClusterAsync(organisation) : null;
        world.Effects.Restart();
        await world.Rules.HandleAsync(
            new AlertReceived(Samples.Firing(organisation)), Deliveries.First(Queues.Alerts), CancellationToken.None);
        var investigation = (await world.InvestigationsAsync(organisation)).ShouldHaveSingleItem();
        await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.IncidentChanged);
        return new InvestigationDrive(world, organisation, cluster, investigation.Id);
    }

    public Task<int> BeginAsync(InvestigationRunner? runner = null) => _world.DeliverAsync(
        Queues.Investigations,
        new InvestigationRequestedHandler(runner ?? _world.Runner),
        CoreJson.Default.InvestigationRequested);

    /// <summary>The commands that wait for the agent.</summary>
    public Task<IReadOnlyList<AgentCommand>> CommandsAsync() =>
        _world.TakeAllAsync(Queues.Commands(Cluster.Id), CoreJson.Default.AgentCommand);

    public async Task<AgentCommand> CommandAsync() => (await CommandsAsync()).ShouldHaveSingleItem();

    public Task<HandlerResult> AnswerAsync(AgentCommand command) => AnswerAsync(TinyCluster.Answer(command, _world.Time.GetUtcNow()));

    public Task<HandlerResult> AnswerAsync(AgentResult result) =>
        _world.Results.HandleAsync(result, Deliveries.First(Queues.Results), CancellationToken.None);

    public Task<HandlerResult> RemindAsync(OrganisationId? organisation = null) =>
        new InvestigationDeadlineHandler(_world.Runner).HandleAsync(
            new InvestigationDeadline(organisation ?? Organisation, Id), Deliveries.First(Queues.Deadlines), CancellationToken.None);

    public async Task<Investigation> NowAsync() =>
        (await _world.Store.Investigations.GetAsync(Organisation, Id, CancellationToken.None))!;

    public Task<IReadOnlyList<JournalEntry>> JournalAsync() =>
        _world.Store.Journal.ReadAsync(Organisation, Id, CancellationToken.None);

    /// <summary>The number of notifications since the last call.</summary>
    public async Task<int> ToldAsync() =>
        (await _world.TakeAllAsync(Queues.Notifications, CoreJson.Default.IncidentChanged)).Count(m => m.Organisation == Organisation);

    /// <summary>Begins, and answers every command until there is none.</summary>
    public async Task FinishAsync()
    {
        await BeginAsync();
        while (await CommandsAsync() is { Count: > 0 } commands)
        {
            foreach (var command in commands) await AnswerAsync(command);
        }
    }
}
