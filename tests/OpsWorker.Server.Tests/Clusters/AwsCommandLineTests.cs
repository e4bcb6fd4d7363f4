using System.Text.Json;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>The SQS-compatible endpoint as the AWS command line client sees it; skipped where that is not on PATH.</summary>
public sealed class AwsCommandLineTests(RunningServer server)
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_sends_receives_and_deletes_and_understands_refusals()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");
        var session = await tenant.OpenSessionAsync(token);
        var agent = ConnectedAgent.Of(tenant, session);
        await server.Store.Queue.SendAsync(Queues.Commands(id), [new OutgoingMessage { Body = "{\"a\":1}" }], _cancel);

        var url = (await AwsAsync(session, 0, "get-queue-url", "--queue-name", "results")).GetProperty("QueueUrl").GetString();
        url.ShouldBe(agent.ResultQueueUrl);
        var heartbeat = $$$"""{"heartbeat":{"clusterId":"{{{id}}}","agentVersion":"aws"}}""";
        await AwsAsync(session, 0, "send-message", "--queue-url", agent.ResultQueueUrl, "--message-body", heartbeat);
        var received = await AwsAsync(session, 0, "receive-message", "--queue-url", agent.CommandQueueUrl, "--attribute-names", "All");
        var message = received.GetProperty("Messages")[0];
        message.GetProperty("Body").GetString().ShouldBe("{\"a\":1}");
        await AwsAsync(
            session, 0, "delete-message", "--queue-url", agent.CommandQueueUrl, "--receipt-handle",
            message.GetProperty("ReceiptHandle").GetString()!);
        await AwsAsync(session, 255, "receive-message", "--queue-url", agent.ResultQueueUrl);

        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync($"v1/clusters/{id}")).Text("agentVersion") == "aws", "the heartbeat counts");
    }

    private async Task<JsonElement> AwsAsync(Answer session, int exitCode, params string[] arguments)
    {
        Assert.SkipUnless(IsOnPath("aws"), "The AWS command line client is not on PATH.");
        var credentials = session.Json.GetProperty("credentials");
        await using var aws = ChildProcess.Start(
            "aws",
            ["sqs", .. arguments, "--endpoint-url", session.Text("endpoint")!, "--output", "json"],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = credentials.GetProperty("accessKeyId").GetString()!,
                ["AWS_SECRET_ACCESS_KEY"] = credentials.GetProperty("secretAccessKey").GetString()!,
                ["AWS_SESSION_TOKEN"] = credentials.GetProperty("sessionToken").GetString()!,
                ["AWS_DEFAULT_REGION"] = session.Text("region")!,
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            });
        var code = await aws.ExitCodeAsync(_cancel);
        if (exitCode != 0) code.ShouldNotBe(0);
        else code.ShouldBe(0, aws.Transcript());
        return exitCode == 0 && aws.Output.Count > 0 ? JsonElement.Parse(string.Join('\n', aws.Output)) : default;
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
