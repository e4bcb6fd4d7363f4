using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>
/// An agent in an attacker's hands against a real server: it has its cluster's token and sends whatever it likes. Another cluster of the
/// same organisation is the victim.
/// </summary>
public sealed class CompromisedAgentTests
{
    private const string Victim = "victim";
    private const int MaxServerMegabytes = 300;
    private const int Agents = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_another_cluster_is_read_written_or_stopped()
    {
        await using var world = await AgentWorld.StartAsync();
        var token = await world.AddClusterAsync();
        var added = await world.ClusterAsync("add", Victim);
        var victim = added.GetProperty("cluster").GetProperty("id").GetString()!;
        using var http = new HttpClient { BaseAddress = world.Server.Address };
        var victimsSession = await OpenAsync(http, added.GetProperty("token").GetString()!);
        using var victimsSqs = Client(victimsSession, victimsSession.Credentials.SecretAccessKey);
        await AskVictimAsync(world);
        var session = await OpenAsync(http, token);
        var moves = new AttackMoves();

        await MoveOnQueuesAsync(moves, session, victimsSession.CommandQueueUrl);
        await MoveByMessagesAsync(moves, world, session, victim);
        await MoveByRequestsAsync(moves, http, token, session, victim);

        (await world.ClusterAsync("show", Victim)).GetProperty("status").GetString().ShouldBe("Pending");
        var command = new ReceiveMessageRequest(victimsSession.CommandQueueUrl) { WaitTimeSeconds = 10 };
        (await victimsSqs.ReceiveMessageAsync(command, Cancel)).Messages.ShouldHaveSingleItem("the victim's command is still there");
        await using var shown = world.StartCluster(["show", AgentWorld.ClusterName]);
        await shown.ExitCodeAsync(Cancel);
        foreach (var line in shown.Output.Concat(world.Server.Log().Split('\n')))
        {
            line.EnumerateRunes().ShouldAllBe(rune => VisibleText.IsVisible(rune) || rune.Value == '\t');
        }

        world.Server.Log().ShouldNotContain(token);
        moves.ShouldBeAtLeast(20);
    }

    // A command waits for the victim's agent: the attacker may neither take nor delete it.
    private static async Task AskVictimAsync(AgentWorld world)
    {
        var alert = AlertmanagerPayload.Alert("Down");
        alert["labels"]!["cluster"] = Victim;
        using var sender = new AlertSender(world.Server);
        await sender.SendAsync([[alert]], Cancel);
        await Eventually.ShouldBeTrueAsync(
            async () => (await world.Server.ListAsync("v1/investigations", EndToEndJson.Default.InvestigationLine)).Count > 0,
            "the victim's investigation",
            world.Server.Log);
    }

    private static async Task MoveOnQueuesAsync(AttackMoves moves, AgentSession session, string victimsCommands)
    {
        using var sqs = Client(session, session.Credentials.SecretAccessKey);
        using var unsigned = Client(session, "another secret");
        (string Move, Func<Task> Try)[] refused =
        [
            ("receive the victim's commands", () => sqs.ReceiveMessageAsync(victimsCommands, Cancel)),
            ("receive results", () => sqs.ReceiveMessageAsync(session.ResultQueueUrl, Cancel)),
            ("receive alerts", () => sqs.ReceiveMessageAsync(Queue(session, "alerts.fifo"), Cancel)),
            ("receive investigations", () => sqs.ReceiveMessageAsync(Queue(session, "investigations.fifo"), Cancel)),
            ("receive notifications", () => sqs.ReceiveMessageAsync(Queue(session, "notifications.fifo"), Cancel)),
            ("send the victim a command", () => sqs.SendMessageAsync(victimsCommands, "{}", Cancel)),
            ("send itself a command", () => sqs.SendMessageAsync(session.CommandQueueUrl, "{}", Cancel)),
            ("send an alert to the queue", () => sqs.SendMessageAsync(Queue(session, "alerts.fifo"), "{}", Cancel)),
            ("send a deadline", () => sqs.SendMessageAsync(Queue(session, "deadlines"), "{}", Cancel)),
            ("delete the victim's command", () => sqs.DeleteMessageAsync(victimsCommands, "rcp_1", Cancel)),
            ("hide the victim's command", () => sqs.ChangeMessageVisibilityAsync(victimsCommands, "rcp_1", 0, Cancel)),
            ("find the queue of alerts", () => sqs.GetQueueUrlAsync("alerts.fifo", Cancel)),
            ("purge the victim's queue", () => sqs.PurgeQueueAsync(victimsCommands, Cancel)),
            ("delete the victim's queue", () => sqs.DeleteQueueAsync(victimsCommands, Cancel)),
            ("list queues", () => sqs.ListQueuesAsync("", Cancel)),
            ("receive with another secret", () => unsigned.ReceiveMessageAsync(session.CommandQueueUrl, Cancel)),
        ];
        foreach (var (move, attempt) in refused)
        {
            await moves.ShouldBeRefusedAsync(move, async () =>
                ((int)(await Should.ThrowAsync<AmazonServiceException>(attempt)).StatusCode).ShouldBeInRange(400, 499));
        }
    }

    // Each is taken, as a queue takes any message, and then rejected with its reason.
    private static async Task MoveByMessagesAsync(AttackMoves moves, AgentWorld world, AgentSession session, string victim)
    {
        using var sqs = Client(session, session.Credentials.SecretAccessKey);
        (string Move, string Body, string Rejection)[] spoofed =
        [
            (
                "the victim's heartbeat",
                Message(new AgentMessage { Heartbeat = new AgentHeartbeat { ClusterId = victim, AgentVersion = "1.0.0" } }),
                $"claims cluster {victim}"),
            (
                "the victim's answer",
                Message(new AgentMessage { Result = Result(victim, "inv_1", Bomb(20)) }),
                $"claims cluster {victim}"),
            (
                "an answer to another's investigation",
                Message(new AgentMessage { Result = Result(session.ClusterId, "inv_of_another", Bomb(20)) }),
                "was asked nothing by inv_of_another"),
            (
                "a cluster's name that acts on a terminal",
                Message(new AgentMessage { Heartbeat = new AgentHeartbeat { ClusterId = "\u001b]52;c;\u0007\u202e", AgentVersion = "1" } }),
                @"claims cluster \u001b]52;c;\u0007\u202e"),
            ("an empty object", "{}", "claims cluster  and"),
            ("null", "null", "The body is JSON null"),
            ("a list", "[]", "The body is not a AgentMessage"),
            ("an object of nulls", "{\"result\":null,\"heartbeat\":null}", "claims cluster  and"),
            ("an empty answer", "{\"result\":{}}", "missing required properties"),
            ("brackets without end", new string('[', 100_000), "The body is not a AgentMessage"),
            ("a NUL", "\u0000", "'0x00' is an invalid start of a value"),
        ];
        foreach (var (_, body, _) in spoofed) await sqs.SendMessageAsync(session.ResultQueueUrl, body, Cancel);
        foreach (var group in spoofed.GroupBy(message => message.Rejection))
        {
            await Eventually.ShouldBeTrueAsync(
                () => Task.FromResult(world.Server.Log().Split('\n').Count(line =>
                    line.Contains("was moved to the dead letters", StringComparison.Ordinal)
                    && line.Contains(group.Key, StringComparison.Ordinal)) >= group.Count()),
                $"the rejection of {string.Join(", ", group.Select(message => message.Move))}",
                world.Server.Log);
            foreach (var (move, _, _) in group) await moves.ShouldBeRefusedAsync(move, () => { });
        }

        var version = new AgentHeartbeat { ClusterId = session.ClusterId, AgentVersion = "\u001b[2Jowned" };
        await sqs.SendMessageAsync(session.ResultQueueUrl, Message(new AgentMessage { Heartbeat = version }), Cancel);
        await Eventually.ShouldBeTrueAsync(
            async () => (await world.ClusterAsync("show", AgentWorld.ClusterName)).GetProperty("status").GetString() == "Connected",
            "its own heartbeat counts",
            world.Server.Log);
    }

    private static async Task MoveByRequestsAsync(
        AttackMoves moves, HttpClient http, string token, AgentSession session, string victim)
    {
        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Get, "v1/clusters"), (HttpMethod.Delete, "v1/clusters/" + victim), (HttpMethod.Get, "v1/investigations"),
                (HttpMethod.Post, "v1/webhooks/alertmanager/" + token), (HttpMethod.Put, "v1/uploads/" + session.Credentials.SessionToken)])
        {
            await moves.ShouldBeRefusedAsync($"{method} {path.Split('/')[1]}", async () =>
            {
                using var request = new HttpRequestMessage(method, path);
                if (method != HttpMethod.Get) request.Content = new StringContent("{}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await http.SendAsync(request, Cancel);
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
            });
        }
    }

    [Fact]
    public async Task Ten_agents_that_send_their_largest_answers_at_once_leave_the_server_below_300_MB()
    {
        await using var world = await AgentWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = world.Server.Address };
        using var sender = new AlertSender(world.Server);
        var agents = new List<(AgentSession Session, AmazonSQSClient Client)>();
        for (var i = 0; i < Agents; i++)
        {
            var token = (await world.ClusterAsync("add", $"cluster-{i}")).GetProperty("token").GetString()!;
            var session = await OpenAsync(http, token);
            agents.Add((session, Client(session, session.Credentials.SecretAccessKey)));
        }

        // The addresses for uploads expire: no agent is asked before all of them are there.
        for (var i = 0; i < Agents; i++)
        {
            var alert = AlertmanagerPayload.Alert("Down" + i);
            alert["labels"]!["cluster"] = $"cluster-{i}";
            await sender.SendAsync([[alert]], Cancel);
        }

        await Task.WhenAll(agents.Select(agent => Task.Run(() => AnswerAsync(http, agent.Session, agent.Client))));
        await Eventually.ShouldBeTrueAsync(
            async () => (await world.Server.ListAsync("v1/investigations", EndToEndJson.Default.InvestigationLine))
                .Count(investigation => investigation.Status is InvestigationStatus.Completed or InvestigationStatus.Failed) == Agents,
            "every investigation has ended",
            world.Server.Log);

        var peak = world.Server.PeakMegabytes();
        TestContext.Current.TestOutputHelper?.WriteLine($"peak: {peak:0} MB");
        peak.ShouldBeLessThan(MaxServerMegabytes);
        foreach (var (_, client) in agents) client.Dispose();
    }

    // The largest answer that the server takes: 8 MiB of log lines of one query, incompressible, by upload.
    private static async Task AnswerAsync(HttpClient http, AgentSession session, AmazonSQSClient sqs)
    {
        var request = new ReceiveMessageRequest(session.CommandQueueUrl) { WaitTimeSeconds = 10 };
        var message = (await sqs.ReceiveMessageAsync(request, Cancel)).Messages.ShouldHaveSingleItem();
        var command = JsonSerializer.Deserialize(message.Body, CoreJson.Default.AgentCommand)!;
        var large = (8 * 1024 * 1024 / command.Queries.Count) - 200;
        var random = new Random(1);
        var results = command.Queries.Select(query => new QueryResult
        {
            Query = query,
            Outcome = QueryOutcome.Success,
            CollectedAt = TimeProvider.System.GetUtcNow(),
            Content = query.Verb == QueryVerb.List ? OneObject(Text(random, large)) : Text(random, large),
        }).ToList();
        using var upload = new ByteArrayContent(QueryResultsCodec.Pack(results));
        using var stored = await http.PutAsync(command.UploadUrl, upload, Cancel);
        stored.StatusCode.ShouldBe(HttpStatusCode.NoContent, await stored.Content.ReadAsStringAsync(Cancel));
        var result = new AgentResult
        {
            CommandId = command.Id,
            ClusterId = session.ClusterId,
            InvestigationId = command.InvestigationId,
            EntryNumber = command.EntryNumber,
            AgentVersion = "1.0.0",
        };
        await sqs.SendMessageAsync(session.ResultQueueUrl, Message(new AgentMessage { Result = result }), Cancel);
    }

    private static string OneObject(string padding) =>
        "{\"kind\":\"List\",\"items\":[{\"metadata\":{\"name\":\"x\",\"namespace\":\"shop\",\"annotations\":{\"a\":\""
            + padding + "\"}}}]}";

    private static string Text(Random random, int bytes) =>
        string.Create(bytes, random, (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++) chars[i] = (char)source.Next('#', '[');
        });

    private static AgentResult Result(string clusterId, string investigationId, byte[] content) => new()
    {
        CommandId = "cmd_1",
        ClusterId = clusterId,
        InvestigationId = investigationId,
        EntryNumber = 2,
        AgentVersion = "1.0.0",
        Content = content,
    };

    private static byte[] Bomb(int megabytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++) gzip.Write(zeros);
        }

        return packed.ToArray();
    }

    private static async Task<AgentSession> OpenAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/agent/session");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancel);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancel), CoreJson.Default.AgentSession)!;
    }

    private static AmazonSQSClient Client(AgentSession session, string secret) => new(
        new SessionAWSCredentials(session.Credentials.AccessKeyId, secret, session.Credentials.SessionToken),
        new AmazonSQSConfig { ServiceURL = session.Endpoint.AbsoluteUri, AuthenticationRegion = session.Region, MaxErrorRetry = 0 });

    private static string Queue(AgentSession session, string name) => new Uri(session.Endpoint, "queues/" + name).AbsoluteUri;

    private static string Message(AgentMessage message) => JsonSerializer.Serialize(message, CoreJson.Default.AgentMessage);
}
