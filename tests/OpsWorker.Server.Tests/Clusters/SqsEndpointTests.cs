using System.Net;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>The SQS-compatible endpoint over HTTP: what is answered, and who may do what.</summary>
public sealed class SqsEndpointTests(RunningServer server)
{
    [Fact]
    public async Task A_command_is_received_kept_back_and_deleted()
    {
        var agent = await ConnectAsync();
        await server.Store.Queue.SendAsync(Queues.Commands(agent.ClusterId), [new OutgoingMessage { Body = "{}" }], CancellationToken.None);

        var message = (await agent.ReceiveAsync(agent.CommandQueueUrl)).Json.GetProperty("Messages")[0];
        message.GetProperty("Body").GetString().ShouldBe("{}");
        message.GetProperty("MD5OfBody").GetString().ShouldBe("99914b932bd37a50b983c5e7c90ae93b");
        message.GetProperty("Attributes").GetProperty("ApproximateReceiveCount").GetString().ShouldBe("1");
        (await agent.ReceiveAsync(agent.CommandQueueUrl)).Body.ShouldBe("{}");

        var receipt = message.GetProperty("ReceiptHandle").GetString();
        (await agent.CallAsync(
            "ChangeMessageVisibility", new { QueueUrl = agent.CommandQueueUrl, ReceiptHandle = receipt, VisibilityTimeout = 0 }))
            .Body.ShouldBeEmpty();
        message = (await agent.ReceiveAsync(agent.CommandQueueUrl)).Json.GetProperty("Messages")[0];
        receipt = message.GetProperty("ReceiptHandle").GetString();
        (await agent.CallAsync(
            "DeleteMessage", new { QueueUrl = agent.CommandQueueUrl, ReceiptHandle = receipt })).Status.ShouldBe(HttpStatusCode.OK);
        await agent.CallAsync(
            "ChangeMessageVisibility", new { QueueUrl = agent.CommandQueueUrl, ReceiptHandle = receipt, VisibilityTimeout = 0 });
        (await agent.ReceiveAsync(agent.CommandQueueUrl)).Body.ShouldBe("{}");
    }

    [Fact]
    public async Task A_heartbeat_makes_the_cluster_connected()
    {
        var agent = await ConnectAsync();

        await agent.SendAsync(agent.ResultQueueUrl, Heartbeat(agent.ClusterId));

        await Eventually.ShouldBeTrueAsync(
            async () => (await agent.Tenant.GetAsync($"v1/clusters/{agent.ClusterId}")).Text("status") == "Connected", "Connected");
    }

    [Fact]
    public async Task A_message_for_another_cluster_changes_nothing_there()
    {
        var agent = await ConnectAsync();
        var victim = await ConnectAsync();

        await agent.SendAsync(agent.ResultQueueUrl, Heartbeat(victim.ClusterId));

        var reason = $"The message claims cluster {victim.ClusterId} and was sent by {agent.ClusterId}.";
        await Eventually.ShouldBeTrueAsync(
            async () =>
                (await server.Store.Queue.ListDeadLettersAsync(Queues.Results, 100, CancellationToken.None)).Any(d => d.Reason == reason),
            "the message is rejected");
        (await victim.Tenant.GetAsync($"v1/clusters/{victim.ClusterId}")).Text("status").ShouldBe("Pending");
    }

    [Fact]
    public async Task An_agent_receives_from_its_own_queue_and_sends_to_results_alone()
    {
        var agent = await ConnectAsync();
        var other = await ConnectAsync();

        var alerts = agent.CommandQueueUrl.Replace("commands", "alerts", StringComparison.Ordinal);
        foreach (var url in (string[])[other.CommandQueueUrl, agent.ResultQueueUrl, alerts])
        {
            ShouldBeError(await agent.ReceiveAsync(url), HttpStatusCode.Forbidden, "com.amazon.coral.service#AccessDeniedException");
        }

        foreach (var url in (string[])[other.CommandQueueUrl, agent.CommandQueueUrl])
        {
            ShouldBeError(await agent.SendAsync(url, "{}"), HttpStatusCode.Forbidden, "com.amazon.coral.service#AccessDeniedException");
        }
    }

    [Fact]
    public async Task Without_a_session_nothing_is_done()
    {
        var agent = await ConnectAsync();
        var ended = server.Store.AgentSessions.Write(agent.ClusterId, TimeProvider.System.GetUtcNow().AddSeconds(-1));
        var expired = agent with { SessionToken = ended, Secret = server.Store.AgentSessions.SecretOf(ended) };

        ShouldBeError(
            await (agent with { SessionToken = null }).ReceiveAsync(agent.CommandQueueUrl),
            HttpStatusCode.Forbidden,
            "com.amazon.coral.service#MissingAuthenticationTokenException");
        ShouldBeError(
            await (agent with { SessionToken = "made.up" }).ReceiveAsync(agent.CommandQueueUrl),
            HttpStatusCode.Forbidden,
            "com.amazon.coral.service#UnrecognizedClientException");
        ShouldBeError(
            await expired.ReceiveAsync(agent.CommandQueueUrl),
            HttpStatusCode.Forbidden,
            "com.amazon.coral.service#ExpiredTokenException");

        await agent.Tenant.SendAsync(HttpMethod.Delete, $"v1/clusters/{agent.ClusterId}");
        ShouldBeError(
            await agent.ReceiveAsync(agent.CommandQueueUrl), HttpStatusCode.Forbidden, "com.amazon.coral.service#AccessDeniedException");
    }

    [Fact]
    public async Task A_request_that_is_not_signed_with_the_sessions_secret_is_refused()
    {
        var agent = await ConnectAsync();
        var other = await ConnectAsync();
        ConnectedAgent[] wrong =
        [
            agent with { Secret = other.Secret },
            agent with { Secret = "" },
            agent with { AccessKeyId = other.ClusterId },
            agent with { SessionToken = other.SessionToken },
            agent with { Region = "eu-west-1" },
            agent with { Service = "s3" },
            agent with { Skew = TimeSpan.FromMinutes(-6) },
            agent with { Skew = TimeSpan.FromMinutes(6) },
            agent with { Skew = TimeSpan.FromDays(-1) },
            agent with { SignedHeaders = ["x-amz-date", "x-amz-security-token", "x-amz-target"] },
            agent with { SignedHeaders = ["host", "x-amz-date", "x-amz-security-token"] },
            agent with { AfterSigning = m => m.Content = new StringContent("{}") },
            agent with { AfterSigning = m => m.Headers.Remove("Authorization") },
            agent with { AfterSigning = m => Replace(m, "X-Amz-Target", "AmazonSQS.DeleteMessage") },
            agent with { AfterSigning = m => Replace(m, "X-Amz-Date", "20000101T000000Z") },
            agent with { AfterSigning = m => Replace(m, "X-Amz-Date", "now") },
            agent with { AfterSigning = m => Replace(m, "Authorization", "AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=zz") },
            agent with { AfterSigning = m => m.RequestUri = new Uri(m.RequestUri!, "/?x=1") },
        ];

        foreach (var caller in wrong)
        {
            var answer = await caller.ReceiveAsync(agent.CommandQueueUrl);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, $"{Array.IndexOf(wrong, caller)}: {answer.Body}");
            answer.Text("__type").ShouldNotBeNull().ShouldMatch("#(InvalidSignature|IncompleteSignature)Exception$");
        }

        (await agent.ReceiveAsync(agent.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ReceiveMessage", """{}""", 400, "com.amazon.coral.service#MissingRequiredParameterException")]
    [InlineData(
        "ReceiveMessage", """{"QueueUrl":"commands","WaitTimeSeconds":21}""", 400,
        "com.amazon.coral.service#InvalidParameterValueException")]
    [InlineData(
        "ReceiveMessage", """{"QueueUrl":"commands","MaxNumberOfMessages":0}""", 400,
        "com.amazon.coral.service#InvalidParameterValueException")]
    [InlineData(
        "ReceiveMessage", """{"QueueUrl":"commands","VisibilityTimeout":43201}""", 400,
        "com.amazon.coral.service#InvalidParameterValueException")]
    [InlineData("ReceiveMessage", """{"QueueUrl":1}""", 400, "com.amazon.coral.service#SerializationException")]
    [InlineData("SendMessage", """{"QueueUrl":"results"}""", 400, "com.amazon.coral.service#MissingRequiredParameterException")]
    [InlineData(
        "SendMessage", """{"QueueUrl":"results","MessageBody":""}""", 400, "com.amazon.coral.service#InvalidParameterValueException")]
    [InlineData(
        "SendMessage", """{"QueueUrl":"results","MessageBody":"{}","MessageAttributes":{}}""", 400,
        "com.amazonaws.sqs#UnsupportedOperation")]
    [InlineData("SendMessageBatch", """{"QueueUrl":"results","Entries":[]}""", 400, "com.amazonaws.sqs#EmptyBatchRequest")]
    [InlineData(
        "SendMessageBatch", """{"QueueUrl":"results","Entries":[{"Id":"a","MessageBody":"{}"},{"Id":"a","MessageBody":"{}"}]}""", 400,
        "com.amazonaws.sqs#BatchEntryIdsNotDistinct")]
    [InlineData(
        "SendMessageBatch", """{"QueueUrl":"results","Entries":[null]}""", 400,
        "com.amazon.coral.service#MissingRequiredParameterException")]
    [InlineData("DeleteMessage", """{"QueueUrl":"commands","ReceiptHandle":"x"}""", 400, "com.amazonaws.sqs#ReceiptHandleIsInvalid")]
    [InlineData("GetQueueUrl", """{"QueueName":"alerts"}""", 400, "com.amazonaws.sqs#QueueDoesNotExist")]
    [InlineData("PurgeQueue", """{}""", 404, "com.amazon.coral.service#UnknownOperationException")]
    public async Task Errors_have_the_status_and_type_of_sqs(string operation, string json, int status, string type)
    {
        var agent = await ConnectAsync();
        var request = json.Replace("\"commands\"", $"\"{agent.CommandQueueUrl}\"", StringComparison.Ordinal)
            .Replace("\"results\"", $"\"{agent.ResultQueueUrl}\"", StringComparison.Ordinal);

        ShouldBeError(await agent.CallAsync(operation, JsonElement.Parse(request)), (HttpStatusCode)status, type);
    }

    private static void Replace(HttpRequestMessage message, string header, string value)
    {
        message.Headers.Remove(header);
        message.Headers.TryAddWithoutValidation(header, value);
    }

    private async Task<ConnectedAgent> ConnectAsync()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");
        return ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(token));
    }

    private static void ShouldBeError(Answer answer, HttpStatusCode status, string type)
    {
        answer.Status.ShouldBe(status, answer.Body);
        answer.MediaType.ShouldBe("application/x-amz-json-1.0");
        answer.Text("__type").ShouldBe(type);
        answer.Text("message").ShouldNotBeNullOrEmpty();
    }

    private static string Heartbeat(string clusterId) => JsonSerializer.Serialize(
        new AgentMessage { Heartbeat = new AgentHeartbeat { ClusterId = clusterId, AgentVersion = "1.0.0" } },
        CoreJson.Default.AgentMessage);
}
