using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Clusters;

public sealed class AgentMessageHandlerTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("ID", true)]
    [InlineData("AROAEXAMPLE:ID", true)]
    [InlineData("cl_other", false)]
    [InlineData("AROAEXAMPLE:cl_other", false)]
    [InlineData("xID", false)]
    [InlineData("", false)]
    public async Task Only_the_agent_of_a_cluster_speaks_for_it(string? sender, bool accepted)
    {
        var cluster = await world.AddClusterAsync(PipelineWorld.NewOrganisation());
        var message = new AgentMessage { Heartbeat = new AgentHeartbeat { ClusterId = cluster.Id, AgentVersion = "1.0.0" } };

        var result = await HandleAsync(message, sender?.Replace("ID", cluster.Id, StringComparison.Ordinal));

        if (accepted) result.ShouldBe(HandlerResult.Handled);
        else result.ShouldBeOfType<HandlerResult.Reject>();
        (await world.Store.Clusters.FindAsync(cluster.Id, CancellationToken.None))!.LastSeenAt.HasValue.ShouldBe(accepted);
    }

    [Fact]
    public async Task A_message_that_is_neither_or_both_is_rejected()
    {
        var heartbeat = new AgentHeartbeat { ClusterId = "cl_1", AgentVersion = "1.0.0" };
        var result = new AgentResult
        {
            CommandId = "c",
            ClusterId = "cl_1",
            InvestigationId = "i",
            EntryNumber = 1,
            AgentVersion = "1.0.0",
        };

        (await HandleAsync(new AgentMessage(), null)).ShouldBeOfType<HandlerResult.Reject>();
        (await HandleAsync(new AgentMessage { Heartbeat = heartbeat, Result = result }, null)).ShouldBeOfType<HandlerResult.Reject>();
        (await HandleAsync(new AgentMessage(), "cl_1")).ShouldBeOfType<HandlerResult.Reject>();
    }

    private Task<HandlerResult> HandleAsync(AgentMessage message, string? sender) =>
        new AgentMessageHandler(world.Results, world.Heartbeats, world.OperatorReports)
            .HandleAsync(message, ClusterWorld.Delivery(sender), CancellationToken.None);
}
