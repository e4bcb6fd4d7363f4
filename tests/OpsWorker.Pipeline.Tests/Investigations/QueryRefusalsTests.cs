using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

public sealed class QueryRefusalsTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    [Fact]
    public async Task What_is_refused_is_not_sent_and_stands_between_the_answers()
    {
        var drive = await StartAsync(AgentCapabilities.Observe);

        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        var entry = (await drive.JournalAsync())[1];

        entry.Queries.ShouldContain(query => query.Verb == QueryVerb.Logs);
        command.Queries.ShouldNotBeEmpty();
        command.Queries.ShouldAllBe(query => CapabilityCheck.Needed(query) != AgentCapabilities.DiagnosticsRead);
        await drive.AnswerAsync(command);
        var completed = (await drive.JournalAsync())[1];
        completed.State.ShouldBe(JournalEntryState.Completed);
        completed.Evidence.Count.ShouldBe(entry.Queries.Count);
        var content = await world.Store.Evidence.GetAsync(drive.Organisation, completed.ContentKey!, CancellationToken.None);
        var results = QueryResultsCodec.Unpack(content!.Value);
        results.Select(result => result.Query).ShouldBe(entry.Queries);
        results.Where(result => result.Query.Verb == QueryVerb.Logs)
            .ShouldAllBe(result => result.Error == $"'{result.Query}' was not sent to the agent: the capability diagnostics.read is off.");
    }

    [Fact]
    public async Task Where_every_question_is_refused_the_agent_is_asked_nothing_and_the_investigation_ends()
    {
        var drive = await StartAsync(AgentCapabilities.TokenRotate);

        await drive.FinishAsync();

        (await drive.NowAsync()).HasEnded.ShouldBeTrue();
    }

    private async Task<InvestigationDrive> StartAsync(params string[] capabilities)
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var heartbeat = new AgentHeartbeat { ClusterId = drive.Cluster.Id, AgentVersion = "1", Capabilities = capabilities };
        await world.Store.Clusters.UpdateAsync(drive.Cluster.Id, c => c with { Heartbeat = heartbeat }, CancellationToken.None);
        return drive;
    }
}
