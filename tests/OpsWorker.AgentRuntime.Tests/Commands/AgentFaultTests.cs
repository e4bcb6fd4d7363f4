using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.AgentRuntime.Tests.Commands;

/// <summary>Faults of an API server: each becomes the answer to its own query, and no other answer is lost.</summary>
public sealed class AgentFaultTests : IAsyncLifetime
{
    private static readonly Query Pods = new() { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" };
    private static readonly Query Nodes = new() { Verb = QueryVerb.List, Resource = "nodes" };

    private LiveFixture _live = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();

        // So that the next request is the query's own.
        await _live.AskAsync(Nodes);
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task A_refused_query_names_verb_resource_and_namespace_and_the_others_are_answered()
    {
        _live.Server.ForbiddenResources.Add("pods");

        var results = await AnswerAsync(new QueryLimits(), Pods, Nodes, Pods with { Verb = QueryVerb.Get, Name = "web-1" });

        results.Select(r => r.Outcome).ShouldBe([QueryOutcome.Error, QueryOutcome.Success, QueryOutcome.Error]);
        results[0].Error!.ShouldEndWith("cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"");
        results[2].Error!.ShouldEndWith("cannot get resource \"pods\" in API group \"\" in the namespace \"shop\"");
    }

    [Theory]
    [InlineData(401, "401 Unauthorized: Unauthorized")]
    [InlineData(404, "404 TestFailure: failing on request")]
    [InlineData(429, "429 TestFailure: failing on request")]
    [InlineData(500, "500 TestFailure: failing on request")]
    [InlineData(503, "503 TestFailure: failing on request")]
    public async Task The_message_of_a_server_that_keeps_failing_is_quoted(int status, string words)
    {
        if (status == 401) _live.Server.Token = "another";
        else for (var i = 0; i < 10; i++) _live.Server.FailNext(status, retryAfter: "0");

        var result = (await AnswerAsync(new QueryLimits(), Pods))[0];

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldBe($"'kubectl get pods -n shop' was refused: {words}");
    }

    [Fact]
    public async Task A_list_that_keeps_expiring_is_an_error_that_names_the_expiry()
    {
        _live.Cluster.Write("many/pods.json", "{\"items\":[" + string.Join(',', Enumerable.Range(0, 250).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{{\"metadata\":{{\"name\":\"p{i:0000}\",\"namespace\":\"many\"}}}}"))) + "]}");
        _live.Server.ExpiredContinues = int.MaxValue;

        var result = (await AnswerAsync(new QueryLimits(), Pods with { Namespace = "many" }))[0];

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldBe("'kubectl get pods -n many' was refused: 410 Expired: the list changed faster than it could be read.");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_times_out_only_its_own_query()
    {
        _live.Server.StallNext();

        var result = (await AnswerAsync(new QueryLimits { Timeout = TimeSpan.FromMilliseconds(200) }, Pods))[0];

        result.Error.ShouldBe("'kubectl get pods -n shop' was not answered within 0.2 seconds.");
        (await AnswerAsync(new QueryLimits(), Pods))[0].Outcome.ShouldBe(QueryOutcome.Success);
    }

    [Fact]
    public async Task Connections_that_keep_breaking_are_an_error()
    {
        for (var i = 0; i < 10; i++) _live.Server.CutNext();

        var result = (await AnswerAsync(new QueryLimits(), Pods))[0];

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error!.ShouldStartWith("'kubectl get pods -n shop' failed: ");
    }

    [Fact]
    public async Task A_log_whose_connection_breaks_is_marked_as_incomplete()
    {
        for (var i = 0; i < 10; i++) _live.Server.CutNext();

        var query = new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web-1", Container = "server" };
        var result = (await AnswerAsync(new QueryLimits(), query))[0];

        result.Error!.ShouldStartWith("The log of container server of pod shop/web-1 broke off: ");
    }

    /// <summary>The answers in the one message that the agent sends.</summary>
    private async Task<IReadOnlyList<QueryResult>> AnswerAsync(QueryLimits limits, params IReadOnlyList<Query> queries)
    {
        var sent = new SentMessages();
        using var uploads = new HttpClient();
        var executor = new QueryExecutor(_live.Reader, limits, TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var agent = new AgentCommandHandler(
            executor, sent, new AnswerUploads(uploads), "1.2.3", TimeProvider.System, NullLogger<AgentCommandHandler>.Instance);
        var command = new AgentCommand
        {
            Id = "cmd_1",
            ClusterId = "cl_1",
            InvestigationId = "inv_1",
            EntryNumber = 1,
            Queries = queries,
            ExpiresAt = DateTimeOffset.MaxValue,
            UploadUrl = new Uri("http://127.0.0.1:1/"),
            UploadKey = "evidence/1",
        };
        var delivery = new ReceivedMessage { Queue = Queues.Commands("cl_1"), Id = "m", ReceiptHandle = "r", Body = "", ReceiveCount = 1 };
        (await agent.HandleAsync(command, delivery, TestContext.Current.CancellationToken)).ShouldBe(HandlerResult.Handled);
        var message = JsonSerializer.Deserialize(sent.Sent.ShouldHaveSingleItem().Message.Body, CoreJson.Default.AgentMessage)!;
        return QueryResultsCodec.Unpack(message.Result!.Content);
    }
}
