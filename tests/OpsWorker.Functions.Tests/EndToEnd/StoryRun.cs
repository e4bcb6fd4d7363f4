using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Runs a story from the webhook to the message, and holds it to what must come out.</summary>
internal static class StoryRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>One incident, one investigation with its cause, one message that shows it, and nothing given up.</summary>
    public static async Task ShouldEndWellAsync(this Story story)
    {
        await story.AlertAsync();
        await story.ShouldEndAsync();
        await story.ShouldHaveEndedWellAsync();
    }

    /// <summary>The same of a story that has ended.</summary>
    public static async Task ShouldHaveEndedWellAsync(this Story story)
    {
        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        outcome.Incidents.ShouldHaveSingleItem().AlertCount.ShouldBe(2);
        var report = outcome.Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull(story.Log);
        report.Diagnosis.Verdict.ShouldNotBeOneOf(CauseCode.NotFound, CauseCode.ClusterUnreachable, CauseCode.Healthy);

        story.Slack.MessagesPerIncident().ShouldHaveSingleItem().Value.ShouldBe(1);
        story.Slack.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(report.Headline);
    }

    /// <summary>Posts alerts until they are accepted, as every sender does.</summary>
    public static Task AlertAsync(this Story story, JsonObject? payload = null) =>
        story.ShouldBecomeAsync(async () => Status(await story.PostAlertsAsync(payload)) == 202, "the alerts are accepted");

    /// <summary>Waits until so many investigations have ended and nothing is left to do.</summary>
    public static Task ShouldEndAsync(this Story story, int investigations = 1) =>
        story.ShouldBecomeAsync(() => story.IsOverAsync(investigations), "the story ends");

    /// <summary>Waits until something is so.</summary>
    public static async Task ShouldBecomeAsync(
        this Story story, Func<Task<bool>> look, string what, Func<string>? state = null, TimeSpan? within = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within ?? Limit);
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            while (!await look())
            {
                await Task.Delay(Eventually.Pause(TimeProvider.System.GetElapsedTime(started)), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"Not within {within ?? Limit}: {what}.\n{story.Log}\n{state?.Invoke()}");
        }
    }

    public static int Status(JsonNode answer) => answer["statusCode"]!.GetValue<int>();
}
