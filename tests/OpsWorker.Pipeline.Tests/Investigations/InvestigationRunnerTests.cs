using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

public sealed class InvestigationRunnerTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    [Fact]
    public async Task It_asks_diagnoses_asks_again_and_reports()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        (await drive.NowAsync()).Status.ShouldBe(InvestigationStatus.Running);

        var first = await drive.CommandAsync();
        await drive.AnswerAsync(first);
        var second = await drive.CommandAsync();
        second.Queries.ShouldHaveSingleItem().ToString().ShouldBe("kubectl get deployments checkout -n shop");
        await drive.AnswerAsync(second);

        var ended = await drive.NowAsync();
        ended.Status.ShouldBe(InvestigationStatus.Completed);
        var report = ended.Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Headline.ShouldContain(TinyCluster.Image);
        report.Evidence.Count.ShouldBe(first.Queries.Count + 1);
        (report.Limitation, report.Diagnosis.NeedMore.Count).ShouldBe((null, 0));
        (await drive.CommandsAsync()).ShouldBeEmpty();
        (await drive.ToldAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_repetition_takes_what_is_recorded_and_has_no_other_effect_than_to_ask_again_what_is_open()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        await drive.AnswerAsync(await drive.CommandAsync());
        var asked = await drive.CommandAsync();
        var journal = Json(await drive.JournalAsync());
        world.Effects.Restart();

        (await world.Runner.RunAsync(drive.Organisation, drive.Id, 1, CancellationToken.None)).ShouldBeFalse();

        (await drive.CommandAsync()).Id.ShouldBe(asked.Id);
        Json(await drive.JournalAsync()).ShouldBe(journal);
        world.Effects.Calls.Where(IsChange).ShouldBe(["Evidence.CreateUploadAsync", "Queue.SendAsync"]);
    }

    [Fact]
    public async Task A_repetition_after_the_end_changes_nothing()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.FinishAsync();
        var (before, journal) = (await drive.NowAsync(), Json(await drive.JournalAsync()));
        (await drive.ToldAsync()).ShouldBe(1);
        world.Effects.Restart();

        (await world.Runner.RunAsync(drive.Organisation, drive.Id, 1, CancellationToken.None)).ShouldBeTrue();

        (await drive.NowAsync()).Version.ShouldBe(before.Version);
        Json(await drive.JournalAsync()).ShouldBe(journal);
        world.Effects.Calls.Where(IsChange).ShouldBe(["Topic.PublishAsync"]);
        (await drive.ToldAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_answer_the_report_at_the_deadline_names_the_time_of_the_last_heartbeat()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var seen = world.Time.GetUtcNow().AddMinutes(-7);
        await world.Store.Clusters.UpdateAsync(drive.Cluster.Id, c => c with { LastSeenAt = seen }, CancellationToken.None);
        await drive.BeginAsync();

        world.Time.Advance(InvestigationRunner.TimeLimit);
        (await drive.RemindAsync()).ShouldBe(HandlerResult.Handled);

        var report = (await drive.NowAsync()).Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ClusterUnreachable);
        report.Limitation!.ShouldStartWith(
            $"The agent of production did not answer; it was last heard of at {seen:u}. Asked in vain: kubectl version; ");
        (await drive.ToldAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_that_was_never_heard_of_is_named()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        world.Time.Advance(InvestigationRunner.TimeLimit);
        await drive.RemindAsync();

        (await drive.NowAsync()).Report!.Limitation!.ShouldStartWith("The agent of production did not answer and was never heard of. ");
    }

    [Fact]
    public async Task Without_a_second_answer_it_reports_what_the_first_one_shows()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        await drive.AnswerAsync(await drive.CommandAsync());
        world.Time.Advance(InvestigationRunner.TimeLimit);
        await drive.RemindAsync();

        var report = (await drive.NowAsync()).Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.NotFound);
        report.Limitation!.ShouldEndWith("Asked in vain: kubectl get deployments checkout -n shop.");
        report.Evidence.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_reminder_comes_at_the_deadline_and_one_that_comes_early_comes_again()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        var deadline = (await drive.NowAsync()).Deadline!.Value;

        (await drive.RemindAsync()).ShouldBe(new HandlerResult.RetryAfter(TimeSpan.FromSeconds(5)));
        (await RemindersAsync(drive)).ShouldBe(0);
        world.Time.Advance(deadline - world.Time.GetUtcNow());
        (await RemindersAsync(drive)).ShouldBe(1);
        (await drive.RemindAsync()).ShouldBe(HandlerResult.Handled);
    }

    [Fact]
    public async Task Without_a_cluster_an_investigation_ends_at_once_with_advice()
    {
        var drive = await InvestigationDrive.StartAsync(world, hasCluster: false);
        await drive.BeginAsync();

        var report = (await drive.NowAsync()).Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ClusterUnreachable);
        report.Headline.ShouldBe(
            "The alert has no label `cluster` and there is not exactly one registered cluster, so nothing could be looked at.");
        report.Limitation.ShouldBeNull();
    }

    [Fact]
    public async Task Another_organisation_cannot_reach_it()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        await drive.BeginAsync();
        world.Time.Advance(InvestigationRunner.TimeLimit);

        (await drive.RemindAsync(PipelineWorld.NewOrganisation())).ShouldBe(HandlerResult.Handled);

        (await drive.NowAsync()).Status.ShouldBe(InvestigationStatus.Running);
    }

    [Fact]
    public async Task An_investigation_that_fails_too_often_ends_as_failed_with_a_notification()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var runner = world.RunnerOf(new BrokenImageDetector(), new FailingEvidence(world.Store.Evidence));
        var results = world.ResultsOf(runner);
        await drive.BeginAsync(runner);
        var answer = TinyCluster.Answer(await drive.CommandAsync(), world.Time.GetUtcNow());

        for (var attempt = 1; attempt < 5; attempt++)
        {
            await Should.ThrowAsync<TimeoutException>(
                () => results.HandleAsync(answer, Deliveries.Nth(Queues.Results, attempt), CancellationToken.None));
        }

        (await drive.NowAsync()).Status.ShouldBe(InvestigationStatus.Running);
        await results.HandleAsync(answer, Deliveries.Nth(Queues.Results, 5), CancellationToken.None);

        var failed = await drive.NowAsync();
        (failed.Status, failed.Failure, failed.Report).ShouldBe((InvestigationStatus.Failed, "The disk does not answer.", null));
        (await drive.ToldAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_another_version_wrote_ends_it_as_failed()
    {
        var drive = await InvestigationDrive.StartAsync(world);
        var entry = new JournalEntry
        {
            Number = 1,
            Kind = JournalEntryKind.Model,
            State = JournalEntryState.Completed,
            StartedAt = world.Time.GetUtcNow(),
        };
        await world.Store.Journal.TryAppendAsync(drive.Organisation, drive.Id, entry, CancellationToken.None);

        await drive.BeginAsync();

        var failed = await drive.NowAsync();
        (failed.Status, failed.Failure).ShouldBe(
            (InvestigationStatus.Failed, $"Entry 1 of {drive.Id} is a Model where the investigation now makes a Incident."));
    }

    private async Task<int> RemindersAsync(InvestigationDrive drive) =>
        (await world.TakeAllAsync(Queues.Deadlines, Core.CoreJson.Default.DeadlineMessage)).Count(d => d.InvestigationId == drive.Id);

    private static bool IsChange(string call) =>
        !call.EndsWith(".GetAsync", StringComparison.Ordinal) && !call.EndsWith(".ReadAsync", StringComparison.Ordinal);

    private static string Json(IReadOnlyList<JournalEntry> entries) => string.Join(
        '\n', entries.Select(e => System.Text.Json.JsonSerializer.Serialize(e, Core.CoreJson.Default.JournalEntry)));

    private sealed class FailingEvidence(IEvidenceStore inner) : IEvidenceStore
    {
        public Task PutAsync(
            OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            inner.PutAsync(organisation, key, content, cancellationToken);

        public Task<ReadOnlyMemory<byte>?> GetAsync(OrganisationId organisation, string key, CancellationToken cancellationToken) =>
            throw new TimeoutException("The disk does not answer.");

        public Task<Uri> CreateUploadAsync(
            OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken) =>
            inner.CreateUploadAsync(organisation, key, validFor, cancellationToken);
    }
}
