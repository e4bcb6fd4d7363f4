using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The same story while in every function, and in the agent, the first call of every method of the ports fails.</summary>
public abstract class FailureTests(AwsEndpoint endpoint, FaultMoment moment)
{
    private const string Post = "chat.postMessage";

    [Theory]
    [InlineData(FaultyGroup.Transport, 17)]
    [InlineData(FaultyGroup.Incidents, 13)]
    [InlineData(FaultyGroup.Investigations, 6)]
    [InlineData(FaultyGroup.Journal, 4)]
    public async Task Whatever_call_fails_nothing_is_lost_and_nothing_doubled(FaultyGroup faultyGroup, int calls)
    {
        var faults = new Faults(moment);
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions
        {
            Ports = (function, settings, clients, time) => new FaultyPorts(function, settings, clients, time, faultyGroup, faults),
            AgentQueues = queues => faultyGroup == FaultyGroup.Transport ? faults.Wrap("agent", queues) : queues,
        });

        await story.ShouldEndWellAsync();

        faults.Failed.Count.ShouldBeGreaterThanOrEqualTo(calls, string.Join(", ", faults.Failed.Order()));
    }

    [Fact]
    public async Task When_slack_fails_there_is_one_message_all_the_same()
    {
        await using var story = await Story.BeginAsync(
            endpoint, new StoryOptions { Ports = (_, settings, clients, time) => new ShortDelays(settings, clients, time) });
        story.Slack.FailNext(Post, moment == FaultMoment.AfterEffect ? new SlackFault.AnswerLost() : new SlackFault.RateLimited(1));

        await story.ShouldEndWellAsync();
    }
}

// One class for each moment, so that they run side by side.
public sealed class FailuresBeforeTheEffectTests(AwsEndpoint endpoint) : FailureTests(endpoint, FaultMoment.BeforeEffect);

public sealed class FailuresAfterTheEffectTests(AwsEndpoint endpoint) : FailureTests(endpoint, FaultMoment.AfterEffect);
