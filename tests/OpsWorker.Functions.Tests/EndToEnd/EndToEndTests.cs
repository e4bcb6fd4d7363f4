using System.Text.Json.Nodes;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>A webhook goes in at API Gateway and a message comes out at Slack, by way of everything between.</summary>
public sealed class EndToEndTests(AwsEndpoint endpoint)
{
    [Fact]
    public async Task An_alert_becomes_one_message_with_its_cause()
    {
        await using var story = await Story.BeginAsync(endpoint);

        await story.ShouldEndWellAsync();

        var answer = await story.GetAsync("/v1/investigations");
        StoryRun.Status(answer).ShouldBe(200);
        JsonNode.Parse(answer["body"]!.GetValue<string>())!["items"]!.AsArray().Count.ShouldBe(1);
    }
}
