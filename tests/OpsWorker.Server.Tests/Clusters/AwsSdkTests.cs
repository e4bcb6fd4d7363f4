using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>The SQS-compatible endpoint with the official client for .NET, which agents use.</summary>
public sealed class AwsSdkTests(RunningServer server) : IAsyncLifetime
{
    private Answer _session = null!;
    private ConnectedAgent _agent = null!;
    private AmazonSQSClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");
        _session = await tenant.OpenSessionAsync(token);
        _agent = ConnectedAgent.Of(tenant, _session);
        _client = Client(_agent.SessionToken!);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_command_is_received_kept_back_and_deleted()
    {
        await server.Store.Queue.SendAsync(Queues.Commands(_agent.ClusterId), [new OutgoingMessage { Body = "{\"ä\":1}" }], Cancel);

        var message = (await ReceiveAsync()).ShouldHaveSingleItem();
        message.Body.ShouldBe("{\"ä\":1}");
        message.Attributes[MessageSystemAttributeName.ApproximateReceiveCount].ShouldBe("1");
        (await ReceiveAsync()).ShouldBeEmpty();

        await _client.ChangeMessageVisibilityAsync(_agent.CommandQueueUrl, message.ReceiptHandle, 0, Cancel);
        message = (await ReceiveAsync()).ShouldHaveSingleItem();
        message.Attributes[MessageSystemAttributeName.ApproximateReceiveCount].ShouldBe("2");
        await _client.DeleteMessageAsync(_agent.CommandQueueUrl, message.ReceiptHandle, Cancel);
        await _client.ChangeMessageVisibilityAsync(_agent.CommandQueueUrl, message.ReceiptHandle, 0, Cancel);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_message_and_a_batch_are_sent_to_the_results()
    {
        var url = (await _client.GetQueueUrlAsync("results", Cancel)).QueueUrl;
        url.ShouldBe(_agent.ResultQueueUrl);

        (await _client.SendMessageAsync(url, "{}", Cancel)).MessageId.ShouldNotBeNullOrEmpty();
        var batch = await _client.SendMessageBatchAsync(url, [new("0", "{}"), new("1", "{\"a\":\"ä\"}")], Cancel);

        batch.Successful.Select(entry => entry.Id).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task Refusals_are_the_exceptions_of_the_official_client()
    {
        (await Should.ThrowAsync<QueueDoesNotExistException>(() => _client.GetQueueUrlAsync("alerts", Cancel)))
            .ErrorCode.ShouldBe("AWS.SimpleQueueService.NonExistentQueue");
        await Should.ThrowAsync<ReceiptHandleIsInvalidException>(() => _client.DeleteMessageAsync(_agent.CommandQueueUrl, "x", Cancel));
        await Should.ThrowAsync<UnsupportedOperationException>(() => _client.SendMessageAsync(
            new SendMessageRequest(_agent.ResultQueueUrl, "{}")
            {
                MessageAttributes = new() { ["a"] = new() { DataType = "String", StringValue = "b" } },
            },
            Cancel));
        (await Should.ThrowAsync<AmazonSQSException>(() => _client.ReceiveMessageAsync(_agent.ResultQueueUrl, Cancel)))
            .ErrorCode.ShouldBe("AccessDeniedException");

        using var stranger = Client(_agent.SessionToken!, "another secret");
        (await Should.ThrowAsync<AmazonSQSException>(() => stranger.ReceiveMessageAsync(_agent.CommandQueueUrl, Cancel)))
            .ErrorCode.ShouldBe("InvalidSignatureException");
        using var expired = Client(server.Store.AgentSessions.Write(_agent.ClusterId, TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        (await Should.ThrowAsync<AmazonSQSException>(() => expired.ReceiveMessageAsync(_agent.CommandQueueUrl, Cancel)))
            .ErrorCode.ShouldBe("ExpiredTokenException");
    }

    private async Task<IReadOnlyList<Message>> ReceiveAsync()
    {
        var request = new ReceiveMessageRequest(_agent.CommandQueueUrl)
        {
            MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
        };
        return (await _client.ReceiveMessageAsync(request, Cancel)).Messages ?? [];
    }

    private AmazonSQSClient Client(string sessionToken, string? secret = null)
    {
        var credentials = _session.Json.GetProperty("credentials");
        return new AmazonSQSClient(
            new SessionAWSCredentials(
                credentials.GetProperty("accessKeyId").GetString(),
                secret ?? credentials.GetProperty("secretAccessKey").GetString(),
                sessionToken),
            new AmazonSQSConfig { ServiceURL = _session.Text("endpoint"), AuthenticationRegion = _session.Text("region") });
    }
}
