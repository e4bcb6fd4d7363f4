using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// An agent that says nothing: the reminder in the queue of deadlines ends the investigation, with a report that says so.
/// </summary>
public sealed class DeadlineTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task A_silent_agent_is_named_in_the_report_that_people_get()
    {
        await using var story = await Story.BeginAsync(
            endpoint,
            new StoryOptions { HasAgent = false, Ports = (_, settings, clients, time) => new ShortDelays(settings, clients, time) });
        await story.AlertAsync();
        await story.ShouldBecomeAsync(story.IsWaitingAsync, "the investigation waits for the agent");

        story.Time.PutForward(InvestigationRunner.TimeLimit);
        await story.ShouldEndAsync();

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        var investigation = outcome.Investigations.ShouldHaveSingleItem();
        investigation.Report.ShouldNotBeNull(story.Log).Diagnosis.Verdict.ShouldBe(CauseCode.ClusterUnreachable);
        var unanswered = (await story.JournalAsync(investigation.Id)).Where(e => e.Kind == JournalEntryKind.Query).ToList();
        unanswered.ShouldNotBeEmpty();
        unanswered[0].Failure.ShouldBe("The agent of demo did not answer and was never heard of.");
        unanswered[0].Queries.ShouldNotBeEmpty();
        story.Slack.MessagesPerIncident().ShouldHaveSingleItem().Value.ShouldBe(1);
        var text = story.Slack.Messages.Single().BlockText;
        text.ShouldContain(investigation.Report!.Headline);
        text.ShouldContain("did not answer");
    }
}
