using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Messaging;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.AgentRuntime.Tests.Commands;

public sealed class HostileCommandTests
{
    private const int Commands = 10_000;

    private static readonly string?[] Words =
    [
        null, "", " ", "shop", "kube-system", "web-1", "db-0", "db", "app=web", "app in (web,db)", "!x", "metadata.name=db", "server",
        "../secrets/db", "..", ".", "/", "%2e%2e%2f", "web-1/exec?command=sh&stdin=true", "web-1/exec", "web-1?dryRun=All", "web-1#x",
        "a b", "a\nb", "a\r\nDELETE /api/v1/pods HTTP/1.1", "\0", "é", "\ud83d\ude00", "$(id)", "; rm -rf /", "'", "\"", "{{.}}", "*",
        "tcp://127.0.0.1:1", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "https://127.0.0.1/api/v1/secrets", "(a+)+$",
        "[",
    ];

    // Of fields that a live cluster is asked for; it is asked nothing by a selector of any other.
    private static readonly string?[] Selectors =
        [null, "metadata.name=db", "status.phase!=Running", "spec.nodeName=$(id)", "metadata.namespace=../kube-system", "type=a\r\nb"];

    private static readonly string?[] Resources =
    [
        .. Words, "pods", "po", "secrets", "secret", "Secret", "deployments", "deployments.apps", "widgets", "nodes", "events",
        "events.events.k8s.io",
        "pods/exec", "pods/log", "pods/eviction", "services/proxy", "nodes/proxy", "serviceaccounts/token", "deployments/scale",
        "apiresources",
        "servicegraph", "pods.metrics.k8s.io",
    ];

    [Fact]
    public async Task Ten_thousand_hostile_commands_lead_only_to_read_requests()
    {
        await using var live = await LiveFixture.StartAsync();
        using var http = new HttpClient();
        var uploads = new AnswerUploads(http, _ => Task.FromResult(new Uri("http://127.0.0.1:1")));
        var sent = new SentMessages();
        var executor = new QueryExecutor(live.Reader, new QueryLimits(), TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var agent = new MessageInvoker<AgentCommand>(
            new AgentCommandHandler(executor, sent, uploads, "1.2.3", TimeProvider.System, NullLogger<AgentCommandHandler>.Instance),
            CoreJson.Default.AgentCommand,
            MessageInvoker.DefaultMaxReceives,
            NullLogger.Instance);
        var body = Gen.Frequency<string>((9, Command(live.Server.Address)), (1, Damaged(live.Server.Address)));
        var outcomes = new ConcurrentBag<HandlerResult>();

        await body.Array[Commands].HoldsAsync(
            async bodies =>
            {
                await Parallel.ForEachAsync(bodies, TestContext.Current.CancellationToken, async (sent, cancel) =>
                    outcomes.Add(await agent.InvokeAsync(Delivery(sent), cancel)));
                live.Server.Requests.ShouldOnlyRead();
            },
            iter: 1,
            print: bodies => $"{bodies.Length} commands");

        outcomes.Count.ShouldBe(Commands);
        sent.Sent.Count.ShouldBeGreaterThan(Commands / 2);
        sent.Sent.Count.ShouldBe(outcomes.Count(o => o is HandlerResult.Done));
        sent.Sent.ShouldAllBe(message => message.Queue == Queues.Results);
        live.Server.Requests.Count.ShouldBeGreaterThan(Commands / 10);
    }

    /// <summary>A command with hostile fields. Its upload address is the API server itself.</summary>
    private static Gen<string> Command(Uri apiServer) =>
        from query in Query()
        select JsonSerializer.Serialize(
            new AgentCommand
            {
                Id = "cmd_1",
                ClusterId = "cl_1",
                InvestigationId = "inv_1",
                EntryNumber = 1,
                Queries = [query],
                ExpiresAt = DateTimeOffset.MaxValue,
                UploadUrl = new Uri(apiServer, "api/v1/namespaces/shop/configmaps"),
                UploadKey = "evidence/1",
            },
            CoreJson.Default.AgentCommand);

    /// <summary>A command with an unknown verb, an unknown field, or a truncated body.</summary>
    private static Gen<string> Damaged(Uri apiServer) =>
        from command in Command(apiServer)
        from verb in Gen.OneOf<JsonNode?>("delete", "Patch", "exec", -1, 999, null, true)
        from kind in Gen.Int[0, 2]
        from length in Gen.Int[0, command.Length]
        select kind switch
        {
            0 => With(command, "verb", verb),
            1 => With(command, "method", "DELETE"),
            _ => command[..length],
        };

    private static Gen<Query> Query() =>
        from verb in Gen.Enum<QueryVerb>()
        from resource in Gen.OneOf(Resources)
        from inNamespace in Gen.OneOf(Words)
        from name in Gen.OneOf(Words)
        from labels in Gen.OneOf(Words)
        from fields in Gen.Frequency<string?>((2, Gen.OneOf(Selectors)), (1, Gen.OneOf(Words)))
        from container in Gen.OneOf(Words)
        from match in Gen.OneOf(Words)
        from target in Gen.OneOf(Words)
        from number in Gen.OneOf(int.MinValue, -1, 0, 1, 100, int.MaxValue)
        from plain in Gen.Int[0, 1]
        select new Query
        {
            Verb = verb,
            Resource = resource,
            Namespace = plain == 0 ? "shop" : inNamespace,
            Name = name,
            LabelSelector = labels,
            FieldSelector = fields,
            Container = container,
            Match = match,
            Expression = target,
            Target = target,
            TailLines = number,
            MaxBytes = number,
            Since = TimeSpan.FromSeconds(Math.Clamp(number, -10_000, 10_000)),
            Previous = plain == 0,
        };

    private static string With(string command, string field, JsonNode? value)
    {
        var json = JsonNode.Parse(command)!;
        json["queries"]![0]![field] = value?.DeepClone();
        return json.ToJsonString();
    }

    private static ReceivedMessage Delivery(string body) =>
        new() { Queue = Queues.Commands("cl_1"), Id = "m", ReceiptHandle = "r", Body = body, ReceiveCount = 1 };
}
