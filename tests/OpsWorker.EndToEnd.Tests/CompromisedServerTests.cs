using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>A server in an attacker's hands against a real agent: nothing but masked answers to reads comes out of it.</summary>
public sealed class CompromisedServerTests : IAsyncLifetime
{
    private const string Password = "Swordfish-77-Swordfish";
    private readonly TemporaryFolder _folder = new();
    private HostileServer _server = null!;
    private HostileServer _victim = null!;
    private ApiServerStandIn _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await HostileServer.StartAsync();
        _victim = await HostileServer.StartAsync();
        var folder = SmallCluster.WriteTo(_folder.File("cluster"));
        File.WriteAllText(
            Path.Combine(folder, "shop", "configmaps.json"),
            $$"""
            {"kind":"ConfigMapList","items":[
              {"metadata":{"name":"c","namespace":"shop"},"data":{"DB_PASSWORD":"{{Password}}","words":"{{Words()}}" } } ] }
            """);
        File.WriteAllText(
            Path.Combine(folder, "shop", "secrets.json"),
            """{"kind":"SecretList","items":[{"metadata":{"name":"s","namespace":"shop"},"data":{"password":"U3dvcmRmaXNo"}}]}""");
        _cluster = await ApiServerStandIn.StartAsync(folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _victim.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_agent_is_led_nowhere_and_gives_nothing_but_masked_reads()
    {
        var elsewhere = _victim.Address;
        Func<AgentSession, AgentSession>[] sessions =
        [
            s => s with { Endpoint = elsewhere },
            s => s with { UploadOrigin = elsewhere },
            s => s with { CommandQueueUrl = new Uri(elsewhere, "queues/commands-cl-1").AbsoluteUri },
            s => s with { ResultQueueUrl = new Uri(elsewhere, "queues/results").AbsoluteUri },
        ];
        foreach (var session in sessions) _server.Sessions.Enqueue(session);
        _server.RedirectTo = elsewhere;
        Query[] refused =
        [
            new() { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "../../secrets/s" },
            new() { Verb = QueryVerb.Get, Resource = "pods/exec", Namespace = "shop", Name = "checkout-7c9-x2x" },
            new() { Verb = QueryVerb.Get, Resource = "services/proxy", Namespace = "shop", Name = "x" },
            new() { Verb = QueryVerb.Get, Resource = "nodes/proxy", Name = "node-1" },
            new() { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop/../../../api/v1/secrets" },
            new() { Verb = QueryVerb.Probe, Target = $"tcp://127.0.0.1:{elsewhere.Port}" },
            new() { Verb = QueryVerb.Probe, Target = $"{elsewhere}admin" },
            new() { Verb = QueryVerb.Probe, Target = "http://169.254.169.254/latest/meta-data" },
            new() { Verb = QueryVerb.Metrics, Expression = "{__name__=~\".+\"}" },
        ];
        Query[] queries =
        [
            .. refused,
            new() { Verb = QueryVerb.List, Resource = "secrets", Namespace = "shop" },
            new() { Verb = QueryVerb.Get, Resource = "secrets", Namespace = "shop", Name = "s" },
            new() { Verb = QueryVerb.List, Resource = "pods", FieldSelector = "x&watch=true", LabelSelector = "a=b#" },
            new() { Verb = QueryVerb.List, Resource = "configmaps", Namespace = "shop" },
            new() { Verb = QueryVerb.List, Resource = "configmaps", Namespace = "shop", FieldSelector = "data.DB_PASSWORD=" + Password },
            new() { Verb = (QueryVerb)99, Resource = "pods" },
            new() { Verb = QueryVerb.Logs, Namespace = "shop", Name = "checkout-7c9-x2x", Match = "(a+)+$", TailLines = int.MaxValue },
        ];
        _server.Commands.Enqueue(Command("cmd_1", queries, new Uri(_server.Address, "upload")));
        _server.Commands.Enqueue(Command("cmd_2", Large(), new Uri(elsewhere, "admin/write?x=1")));
        _server.Commands.Enqueue(Command("cmd_3", Large(), new Uri(_server.Address, "moved")));
        _server.Commands.Enqueue(Command("cmd_4", [], new Uri(_server.Address, "upload")));

        var account = _cluster.WriteServiceAccount(_folder.File("account"));
        await using var agent = ChildProcess.StartAgent(new Dictionary<string, string>(account)
        {
            ["OPSWORKER_SERVER_URL"] = _server.Address.ToString(),
            ["OPSWORKER_CLUSTER_TOKEN"] = "owc_ThisIsNoToken-ThisIsNoToken_ThisIsNoToken00",
            ["OPSWORKER_LISTEN"] = "off",
        });
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(_server.Sent.Any(body => body.Contains("cmd_1", StringComparison.Ordinal))),
            "the answer",
            agent.Transcript);
        await agent.LineAsync(line => line.Contains("Nothing is sent", StringComparison.Ordinal), "a session is refused");

        await agent.LineAsync(IsAbout("cmd_2", "outside the session's upload origin"), "an upload to another origin is refused");
        await agent.LineAsync(IsAbout("cmd_3", "status 307"), "an upload does not follow a redirect");
        _server.Sessions.ShouldBeEmpty();
        var first = _server.Sent.Select(Result).OfType<AgentResult>().First(result => result.CommandId == "cmd_1");
        var results = QueryResultsCodec.Unpack(first.Content ?? _server.Uploaded.First());
        foreach (var query in refused)
        {
            results.Single(result => result.Query == query).Outcome.ShouldNotBe(QueryOutcome.Success, query.ToString());
        }

        _victim.Opened.ShouldBe(0);
        _victim.Polls.ShouldBe(0);
        _victim.Sent.ShouldBeEmpty();
        _victim.Uploaded.ShouldBeEmpty();
        _cluster.Requests.ShouldAllBe(request => request.Method == "GET");
        _cluster.Requests.ShouldAllBe(request => !request.Path.Contains("/secrets", StringComparison.Ordinal)
            || request.Accept.Contains("PartialObjectMetadata", StringComparison.Ordinal));
        foreach (var part in (string[])["/exec", "/proxy", "&watch"])
        {
            _cluster.Requests.ShouldAllBe(request => !request.Path.Contains(part, StringComparison.Ordinal));
        }

        string[] sent = [.. _server.Sent, .. _server.Uploaded.Select(Unpacked), .. _server.Sent.Select(Unpacked)];
        var answers = string.Concat(sent);
        answers.ShouldNotContain(Password);
        answers.ShouldNotContain("U3dvcmRmaXNo");
        answers.ShouldContain("[masked");
        _server.Polls.ShouldBeLessThan(100, "empty answers that come at once are followed by pauses");
    }

    // Above what a message takes, so that it is uploaded.
    private static Query[] Large() =>
        [.. Enumerable.Repeat(new Query { Verb = QueryVerb.List, Resource = "configmaps", Namespace = "shop" }, 4)];

    // Text that is hardly compressed.
    private static string Words()
    {
        var random = new Random(1);
        return string.Create(200_000, random, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = i % 9 == 8 ? ' ' : (char)source.Next('a', 'z' + 1);
        });
    }

    private static Func<string, bool> IsAbout(string command, string failure) => line =>
        line.Contains(command, StringComparison.Ordinal) && line.Contains(failure, StringComparison.Ordinal);

    private static AgentResult? Result(string message) => JsonSerializer.Deserialize(message, CoreJson.Default.AgentMessage)?.Result;

    private static AgentCommand Command(string id, IReadOnlyList<Query> queries, Uri upload) => new()
    {
        Id = id,
        ClusterId = "cl_1",
        InvestigationId = "inv_1",
        EntryNumber = 1,
        Queries = queries,
        SentAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(5),
        UploadUrl = upload,
        UploadKey = "k",
    };

    private static string Unpacked(byte[] content) => string.Join('\n', QueryResultsCodec.Unpack(content).Select(r => r.Content + r.Error));

    private static string Unpacked(string message) =>
        Result(message)?.Content is { } content ? Unpacked(content) : "";
}
