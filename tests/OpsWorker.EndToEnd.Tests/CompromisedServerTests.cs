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

    private static readonly Query s_listOfSecrets = new() { Verb = QueryVerb.List, Resource = "secrets", Namespace = "shop" };
    private static readonly Query s_secret = new() { Verb = QueryVerb.Get, Resource = "secrets", Namespace = "shop", Name = "s" };
    private static readonly Query s_configMaps = new() { Verb = QueryVerb.List, Resource = "configmaps", Namespace = "shop" };
    private static readonly Query s_pattern = new()
    {
        Verb = QueryVerb.Logs,
        Namespace = "shop",
        Name = "checkout-7c9-x2x",
        Match = "(a+)+$",
        TailLines = int.MaxValue,
    };

    private static readonly Query[] s_answered =
    [
        s_listOfSecrets,
        s_secret,
        s_configMaps,
        s_pattern,
        new() { Verb = QueryVerb.List, Resource = "pods", LabelSelector = "a=b#&watch=true" },
    ];

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
        (string Move, Func<AgentSession, AgentSession> Change)[] sessions =
        [
            ("endpoint", s => s with { Endpoint = elsewhere }),
            ("upload origin", s => s with { UploadOrigin = elsewhere }),
            ("command queue", s => s with { CommandQueueUrl = new Uri(elsewhere, "queues/commands-cl-1").AbsoluteUri }),
            ("result queue", s => s with { ResultQueueUrl = new Uri(elsewhere, "queues/results").AbsoluteUri }),
        ];
        foreach (var (_, change) in sessions) _server.Sessions.Enqueue(change);
        var refused = Refused();
        _server.RedirectTo = elsewhere;
        Query[] queries = [.. refused.Select(one => one.Query), .. s_answered];
        _server.Commands.Enqueue(Command("cmd_1", queries, new Uri(_server.Address, "upload")));
        _server.Commands.Enqueue(Command("cmd_2", Large(), new Uri(elsewhere, "admin/write?x=1")));
        _server.Commands.Enqueue(Command("cmd_3", Large(), new Uri(_server.Address, "moved")));

        var account = _cluster.WriteServiceAccount(_folder.File("account"));
        await using var agent = ChildProcess.StartAgent(new Dictionary<string, string>(account)
        {
            ["OPSWORKER_SERVER_URL"] = _server.Address.ToString(),
            ["OPSWORKER_CLUSTER_TOKEN"] = "owc_ThisIsNoToken-ThisIsNoToken_ThisIsNoToken00",
            ["OPSWORKER_LISTEN"] = "off",
            ["OPSWORKER_PROBES"] = "on",
        });
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(_server.Sent.Any(body => body.Contains("cmd_1", StringComparison.Ordinal))),
            "the answer",
            agent.Transcript);

        var moves = new AttackMoves();
        foreach (var (origin, _) in sessions)
        {
            await moves.ShouldBeRefusedAsync($"a session with another {origin}", () =>
                agent.LineAsync(Says($"the session's {origin} is {Origin(elsewhere)}", "Nothing is sent"), origin));
        }

        await moves.ShouldBeRefusedAsync(
            "a session's answer that redirects", () => agent.LineAsync(Says("session", "307"), "the redirect"));
        await moves.ShouldBeRefusedAsync(
            "an upload to another origin", () => agent.LineAsync(Says("cmd_2", "outside the session's upload origin"), "the upload"));
        await moves.ShouldBeRefusedAsync(
            "an upload that is redirected", () => agent.LineAsync(Says("cmd_3", "status 307"), "the redirect"));
        await moves.ShouldBeRefusedAsync(
            "polls that end at once", () => _server.Polls.ShouldBeLessThan(100, "pauses follow empty answers that come at once"));
        _server.Sessions.ShouldBeEmpty();
        await CheckAnswersAsync(moves, refused);
        await CheckRequestsAsync(moves);
        moves.ShouldBeAtLeast(20);
    }

    // Each with a part of the reason that the agent gives.
    private (Query Query, string Reason)[] Refused() =>
    [
        (new() { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "../../secrets/s" }, "is no name of an object"),
        (new() { Verb = QueryVerb.Get, Resource = "pods/exec", Namespace = "shop", Name = "x" }, "doesn't have a resource type"),
        (new() { Verb = QueryVerb.Get, Resource = "services/proxy", Namespace = "shop", Name = "x" }, "doesn't have a resource type"),
        (new() { Verb = QueryVerb.Get, Resource = "nodes/proxy", Name = "node-1" }, "doesn't have a resource type"),
        (new() { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop/../../../api/v1/secrets" }, "is no name of a namespace"),
        (new() { Verb = QueryVerb.Probe, Target = $"tcp://127.0.0.1:{_victim.Address.Port}" }, "is refused: no Service"),
        (new() { Verb = QueryVerb.Probe, Target = $"{_victim.Address}admin" }, "is refused: no Service"),
        (new() { Verb = QueryVerb.Probe, Target = "http://169.254.169.254/latest/meta-data" }, "is refused: no Service"),
        (new() { Verb = QueryVerb.Metrics, Expression = "{__name__=~\".+\"}" }, "needs a Prometheus"),
        (new() { Verb = (QueryVerb)99, Resource = "pods" }, "cannot answer"),
        (s_configMaps with { FieldSelector = "data.password=" + Password }, "before they are masked"),
        (new() { Verb = QueryVerb.List, Resource = "pods", FieldSelector = "status.phase=x&watch=true" }, "is no requirement"),
    ];

    // What the agent answered: nothing to what it must not ask, and masked text to the rest.
    private async Task CheckAnswersAsync(AttackMoves moves, (Query Query, string Reason)[] refused)
    {
        var first = _server.Sent.Select(Result).OfType<AgentResult>().First(result => result.CommandId == "cmd_1");
        var results = QueryResultsCodec.Unpack(first.Content ?? _server.Uploaded.First());
        foreach (var (query, reason) in refused)
        {
            await moves.ShouldBeRefusedAsync(query.ToString(), () =>
            {
                var answer = results.Single(result => result.Query == query);
                answer.Outcome.ShouldBe(QueryOutcome.Error);
                answer.Error.ShouldNotBeNull().ShouldContain(reason);
            });
        }

        QueryResult Answer(Query query) => results.Single(result => result.Query == query);
        await moves.ShouldBeRefusedAsync("values of Secrets in a list", () =>
            Answer(s_listOfSecrets).Content.ShouldNotBeNull().ShouldNotContain("U3dvcmRmaXNo"));
        await moves.ShouldBeRefusedAsync("values of a Secret", () =>
            Answer(s_secret).Content.ShouldNotBeNull().ShouldNotContain("U3dvcmRmaXNo"));
        await moves.ShouldBeRefusedAsync("a password in a ConfigMap", () =>
        {
            var content = Answer(s_configMaps).Content.ShouldNotBeNull();
            content.ShouldNotContain(Password);
            content.ShouldContain("[masked");
        });
        await moves.ShouldBeRefusedAsync("a pattern that takes exponential time, and lines without end", () =>
            (Answer(s_pattern).Content ?? "").Length.ShouldBeLessThan(10_000));
        string[] sent = [.. _server.Sent, .. _server.Uploaded.Select(Unpacked), .. _server.Sent.Select(Unpacked)];
        var all = string.Concat(sent);
        all.ShouldNotContain(Password);
        all.ShouldNotContain("U3dvcmRmaXNo");
    }

    // What reached the API server and the service beside it.
    private async Task CheckRequestsAsync(AttackMoves moves)
    {
        _victim.Requests.ShouldBe(0);
        _cluster.Requests.ShouldNotBeEmpty();
        _cluster.Requests.ShouldAllBe(request => request.Method == "GET");
        _cluster.Requests.ShouldAllBe(request => !request.Path.Contains("/secrets", StringComparison.Ordinal)
            || request.Accept.Contains("PartialObjectMetadata", StringComparison.Ordinal));
        foreach (var part in (string[])["/exec", "/proxy"])
        {
            _cluster.Requests.ShouldAllBe(request => !request.Path.Contains(part, StringComparison.Ordinal));
        }

        await moves.ShouldBeRefusedAsync("a parameter within a selector", () =>
            _cluster.Requests.ShouldAllBe(request => !request.Path.Contains("&watch", StringComparison.Ordinal)));
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

    private static Func<string, bool> Says(string one, string other) => line =>
        line.Contains(one, StringComparison.Ordinal) && line.Contains(other, StringComparison.Ordinal);

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

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
