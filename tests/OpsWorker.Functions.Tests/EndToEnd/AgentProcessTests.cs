using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpsWorker.Core.Clusters;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// <c>opsworker-agent</c> as a process of its own: it gets its session from the API function and polls SQS with the
/// credentials of STS.
/// </summary>
public sealed class AgentProcessTests(AwsEndpoint endpoint)
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_becomes_one_message_by_way_of_the_real_agent_and_it_stops_cleanly()
    {
        using var folder = new TemporaryFolder();
        await using var story = await Story.BeginAsync(
            endpoint, new StoryOptions { HasAgent = false, IsToday = true, ClusterFolder = SmallCluster.WriteTo(folder.FullPath) });
        await using var front = await story.StartFrontAsync();
        await using var agent = StartAgent(front, story, folder.FullPath);

        await story.ShouldBecomeAsync(
            async () =>
                (await story.ClusterAsync()).StatusAt(TimeProvider.System.GetUtcNow(), ClusterSilence.Default) == ClusterStatus.Connected,
            "the agent is heard of",
            agent.Transcript);
        await AlertAsync(front, story);
        await story.ShouldEndAsync();

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        var report = outcome.Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull(story.Log + agent.Transcript());
        story.Slack.MessagesPerIncident().ShouldHaveSingleItem().Value.ShouldBe(1);
        var message = story.Slack.Messages.ShouldHaveSingleItem();
        message.BlockText.ShouldContain(report.Headline);
        message.BlockText.ShouldContain(SmallCluster.MissingImage);

        await agent.SignalAsync("TERM");
        (await agent.ExitCodeAsync(_cancel)).ShouldBe(0, agent.Transcript());
        agent.Transcript().ShouldNotContain(story.ClusterToken);
        story.Log.ShouldNotContain(story.ClusterToken);
    }

    // Built with these tests, into the folder of the same configuration.
    private static ChildProcess StartAgent(FunctionFront front, Story story, string clusterFolder)
    {
        var folder = Path.GetRelativePath(Path.Combine(Repository.Root, "tests/OpsWorker.Functions.Tests"), AppContext.BaseDirectory);
        return ChildProcess.Start(
            "dotnet",
            [Path.Combine(Repository.Root, "src/OpsWorker.Agent", folder, "opsworker-agent.dll")],
            new Dictionary<string, string>
            {
                ["OPSWORKER_SERVER_URL"] = front.Address.ToString(),
                ["OPSWORKER_AWS_ENDPOINT"] = story.AwsUrl,
                ["OPSWORKER_CLUSTER_TOKEN"] = story.ClusterToken,
                ["OPSWORKER_DUMP"] = clusterFolder,
                ["OPSWORKER_LISTEN"] = "off",
            });
    }

    private async Task AlertAsync(FunctionFront front, Story story)
    {
        var alert = AlertmanagerPayload.Alert("CheckoutDown");
        alert["labels"]!["cluster"] = Story.ClusterName;
        using var http = new HttpClient { BaseAddress = front.Address };
        using var answer = await http.PostAsJsonAsync(story.WebhookPath, (JsonNode)AlertmanagerPayload.Of(alert), _cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
