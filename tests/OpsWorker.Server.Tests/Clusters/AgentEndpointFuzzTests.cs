using System.Net;
using System.Text;
using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Whatever an agent sends to the SQS-compatible endpoint or asks a session with is answered, and never by a failure.</summary>
[Trait("Category", Fuzz.Kind)]
public sealed class AgentEndpointFuzzTests(RunningServer server)
{
    private static readonly string[] s_operations =
    [
        "ReceiveMessage", "SendMessage", "SendMessageBatch", "DeleteMessage", "DeleteMessageBatch", "ChangeMessageVisibility",
        "ChangeMessageVisibilityBatch", "GetQueueUrl", "GetQueueAttributes", "PurgeQueue", "CreateQueue", "", "../SendMessage",
    ];

    private static readonly string[] s_parts =
    [
        "AWS4-HMAC-SHA256", " ", "Credential=", "/20260301/us-east-1/sqs/aws4_request", ",", "SignedHeaders=", "host;x-amz-date", ";",
        "Signature=", "0123456789abcdef", "Bearer ", "owc_", ".", "=", "/", "%00", "us-east-1",
    ];

    [Fact]
    public async Task A_mutated_request_with_a_valid_signature_is_answered_without_a_failure()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");
        var session = await tenant.OpenSessionAsync(token);
        foreach (var seed in Fuzz.Seeds(300))
        {
            // A session lasts as long as a fuzzer may run.
            if (seed % 10_000 == 0) session = await tenant.OpenSessionAsync(token);
            var agent = ConnectedAgent.Of(tenant, session);
            var random = new Random(seed);
            var operation = s_operations[random.Next(s_operations.Length)];

            var answer = await agent.SendBytesAsync(operation, JsonMutation.Of(Request(agent, random), seed));

            ((int)answer.Status).ShouldBeLessThan(500, $"seed {seed}, {operation}: {answer.Body}");
        }
    }

    [Fact]
    public async Task A_mutated_signature_or_credential_never_does_anything()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");
        var agent = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(token));
        foreach (var seed in Fuzz.Seeds(300))
        {
            var random = new Random(seed);
            var caller = agent with { AfterSigning = message => Break(message, random) };

            var answer = await caller.SendAsync(agent.ResultQueueUrl, "{}");

            answer.Status.ShouldBe(HttpStatusCode.Forbidden, $"seed {seed}: {answer.Body}");
        }
    }

    [Fact]
    public async Task A_made_up_credential_opens_no_session()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");
        foreach (var seed in Fuzz.Seeds(300))
        {
            var random = new Random(seed);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "v1/agent/session"));
            request.Headers.TryAddWithoutValidation("Authorization", Credential(token, random));
            request.Content = new ByteArrayContent(JsonMutation.Of("{\"agentVersion\":\"1.0.0\",\"capabilities\":[\"logs\"]}", seed));

            var answer = await Tenant.SendAsync(request);

            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, $"seed {seed}: {answer.Body}");
        }

        (await tenant.OpenSessionAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Request(ConnectedAgent agent, Random random)
    {
        object entry = new { Id = "a", MessageBody = "{}", ReceiptHandle = "rcp_1", VisibilityTimeout = 1, DelaySeconds = 0 };
        return JsonSerializer.Serialize(new
        {
            QueueUrl = random.Next(2) == 0 ? agent.CommandQueueUrl : agent.ResultQueueUrl,
            MessageBody = "{\"heartbeat\":{\"clusterId\":\"" + agent.ClusterId + "\",\"agentVersion\":\"1.0.0\"}}",
            MaxNumberOfMessages = 1,
            VisibilityTimeout = 1,
            WaitTimeSeconds = 0,
            ReceiptHandle = "rcp_1",
            QueueName = "results",
            Entries = (object[])[entry, entry],
            MessageSystemAttributeNames = (string[])["All"],
        });
    }

    private static void Break(HttpRequestMessage message, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                Replace(message, "Authorization", Parts(random));
                break;
            case 1:
                Replace(message, "Authorization", Changed(Value(message, "Authorization"), random));
                break;
            case 2:
                Replace(message, "X-Amz-Security-Token", Changed(Value(message, "X-Amz-Security-Token"), random));
                break;
            default:
                message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"QueueUrl\":\"" + Parts(random) + "\"}"));
                break;
        }
    }

    private static string Credential(string token, Random random) => random.Next(3) switch
    {
        0 => Parts(random),
        1 => "Bearer " + Changed(token, random),
        _ => "Bearer " + token[..random.Next(token.Length)],
    };

    // A character becomes another one; behind the last one of Base64 some bits count for nothing, so it is left alone.
    private static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length - 1);
        return text[..at] + (text[at] == 'x' ? 'y' : 'x') + text[(at + 1)..];
    }

    private static string Parts(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => s_parts[random.Next(s_parts.Length)]));

    private static string Value(HttpRequestMessage message, string header) => message.Headers.GetValues(header).Single();

    private static void Replace(HttpRequestMessage message, string header, string value)
    {
        message.Headers.Remove(header);
        message.Headers.TryAddWithoutValidation(header, value);
    }
}
