using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Runs a story from the webhook to the message, and holds it to what must come out.</summary>
internal static class StoryRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>One incident, one investigation with its cause, one message that shows it, and nothing given up.</summary>
    public static async Task ShouldEndWellAsync(this Story story)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            // A sender tries again what was not accepted.
            while (Status(await story.PostAlertsAsync()) != 202) await Task.Delay(Poll, TimeProvider.System, limit.Token);
            while (!await story.IsOverAsync()) await Task.Delay(Poll, TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"The story did not end within {Limit}.\n{story.Log}");
        }

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        outcome.Incidents.ShouldHaveSingleItem().AlertCount.ShouldBe(2);
        var report = outcome.Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull(story.Log);
        report.Diagnosis.Verdict.ShouldNotBeOneOf(CauseCode.NotFound, CauseCode.ClusterUnreachable, CauseCode.Healthy);

        story.Slack.MessagesPerIncident().ShouldHaveSingleItem().Value.ShouldBe(1);
        story.Slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(report.Headline);
    }

    public static int Status(JsonNode answer) => answer["statusCode"]!.GetValue<int>();
}
