using System.IO.Compression;
using System.Text;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

public sealed class AgentResultHandlerTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    [Fact]
    public async Task An_answer_that_comes_twice_and_late_is_recorded_once()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var first = await drive.CommandAsync();
        await drive.AnswerAsync(first);
        var recorded = Json((await drive.JournalAsync())[1]);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await drive.AnswerAsync(first)).ShouldBe(HandlerResult.Handled);
        await drive.AnswerAsync((await drive.CommandsAsync())[0]);
        (await drive.AnswerAsync(first)).ShouldBe(HandlerResult.Handled);

        Json((await drive.JournalAsync())[1]).ShouldBe(recorded);
        (await drive.NowAsync()).Status.ShouldBe(InvestigationStatus.Completed);
        (await drive.ToldAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_agent_was_heard_of_when_it_answers()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        await drive.AnswerAsync(await drive.CommandAsync());

        var cluster = await world.Store.Clusters.FindAsync(drive.Cluster.Id, CancellationToken.None);
        (cluster!.LastSeenAt, cluster.AgentVersion).ShouldBe((world.Time.GetUtcNow(), "0.1.0"));
    }

    [Fact]
    public async Task An_answer_to_other_questions_is_rejected()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();

        await RejectedAsync(drive, command with { Queries = [new Query { Verb = QueryVerb.Version }] }, "is to other questions.");
        await RejectedAsync(drive, command with { Queries = [.. command.Queries.Reverse()] }, "is to other questions.");
        await RejectedAsync(drive, command with { EntryNumber = 9 }, "has no query entry 9.");
        await RejectedAsync(drive, command with { EntryNumber = 1 }, "has no query entry 1.");
        (await drive.JournalAsync())[1].State.ShouldBe(JournalEntryState.Pending);
    }

    [Fact]
    public async Task Content_that_is_no_answer_is_rejected()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var answer = TinyCluster.Answer(await drive.CommandAsync(), world.Time.GetUtcNow());

        (await drive.AnswerAsync(answer with { Content = [] })).ShouldBeOfType<HandlerResult.Reject>();
        (await drive.AnswerAsync(answer with { Content = [1, 2, 3] })).ShouldBeOfType<HandlerResult.Reject>();
        (await drive.AnswerAsync(answer with { Content = Compressed("[null]") })).ShouldBeOfType<HandlerResult.Reject>();
        (await drive.AnswerAsync(answer with { Content = null })).ShouldBeOfType<HandlerResult.Reject>()
            .Reason.ShouldBe($"The answer to {answer.CommandId} was not uploaded.");
    }

    [Fact]
    public async Task An_answer_of_a_cluster_that_was_not_asked_is_rejected()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        var neighbour = await world.AddClusterAsync(drive.Organisation, "staging");
        var stranger = await world.AddClusterAsync(PipelineWorld.NewOrganisation());

        await RejectedAsync(drive, command with { ClusterId = neighbour.Id }, $"Cluster {neighbour.Id} was asked nothing by {drive.Id}.");
        await RejectedAsync(drive, command with { ClusterId = stranger.Id }, $"Cluster {stranger.Id} was asked nothing by {drive.Id}.");
        await RejectedAsync(drive, command with { ClusterId = "cl_none" }, "There is no cluster cl_none.");
        (await drive.JournalAsync())[1].State.ShouldBe(JournalEntryState.Pending);
    }

    [Fact]
    public async Task An_answer_that_was_uploaded_counts_like_one_in_the_message()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        var content = TinyCluster.Content(command, world.Time.GetUtcNow());
        await world.Store.Evidence.PutAsync(drive.Organisation, command.UploadKey, content, CancellationToken.None);

        (await drive.AnswerAsync(
            TinyCluster.Answer(command, world.Time.GetUtcNow()) with { Content = null })).ShouldBe(HandlerResult.Handled);

        var entry = (await drive.JournalAsync())[1];
        entry.State.ShouldBe(JournalEntryState.Completed);
        var kept = await world.Store.Evidence.GetAsync(drive.Organisation, entry.ContentKey!, CancellationToken.None);
        kept!.Value.ToArray().ShouldBe(content);
        (await drive.CommandsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Recorded_evidence_stays_whatever_is_uploaded_or_answered_later()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        var content = TinyCluster.Content(command, world.Time.GetUtcNow());
        await world.Store.Evidence.PutAsync(drive.Organisation, command.UploadKey, content, CancellationToken.None);
        await drive.AnswerAsync(TinyCluster.Answer(command, world.Time.GetUtcNow()) with { Content = null });
        var key = (await drive.JournalAsync())[1].ContentKey.ShouldNotBeNull();

        key.ShouldNotBe(command.UploadKey);
        await world.Store.Evidence.PutAsync(drive.Organisation, command.UploadKey, "tampered"u8.ToArray(), CancellationToken.None);
        await drive.AnswerAsync(TinyCluster.Answer(command, world.Time.GetUtcNow().AddSeconds(1)));

        (await world.Store.Evidence.GetAsync(drive.Organisation, key, CancellationToken.None))!.Value.ToArray().ShouldBe(content);
        (await drive.JournalAsync())[1].ContentKey.ShouldBe(key);
    }

    [Fact]
    public async Task An_answer_after_the_deadline_changes_nothing()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        world.Time.Advance(InvestigationRunner.TimeLimit);
        await drive.RemindAsync();
        var (ended, entry) = (await drive.NowAsync(), Json((await drive.JournalAsync())[1]));

        (await drive.AnswerAsync(command)).ShouldBe(HandlerResult.Handled);

        (await drive.NowAsync()).Version.ShouldBe(ended.Version);
        Json((await drive.JournalAsync())[1]).ShouldBe(entry);
    }

    [Fact]
    public async Task An_answer_to_an_investigation_that_failed_is_not_recorded()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var command = await drive.CommandAsync();
        var running = await drive.NowAsync();
        await world.Store.Investigations.TryUpdateAsync(
            running with { Status = InvestigationStatus.Failed, Failure = "lost", Version = running.Version + 1 },
            CancellationToken.None);

        (await drive.AnswerAsync(command)).ShouldBe(HandlerResult.Handled);

        (await drive.JournalAsync())[1].State.ShouldBe(JournalEntryState.Pending);
        (await drive.CommandsAsync()).ShouldBeEmpty();
    }

    private async Task RejectedAsync(InvestigationDrive drive, AgentCommand command, string reason) =>
        (await drive.AnswerAsync(TinyCluster.Answer(command, world.Time.GetUtcNow())))
            .ShouldBeOfType<HandlerResult.Reject>().Reason.ShouldEndWith(reason);

    private static string Json(JournalEntry entry) => JsonSerializer.Serialize(entry, CoreJson.Default.JournalEntry);

    private static byte[] Compressed(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }
}
