using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Commands;

public sealed class QueryExecutorTests
{
    private readonly FakeTimeProvider _time = new(TestClock.Start);

    [Fact]
    public async Task Every_query_has_a_result_in_order_even_if_the_reader_fails()
    {
        var reader = new ScriptedReader((query, _) => query.Name == "b"
            ? throw new InvalidOperationException("broken pipe")
            : Task.FromResult(Answer(query, query.Name!)));

        var results = await Executor(reader).ExecuteAsync([Get("a"), Get("b"), Get("c")], TestContext.Current.CancellationToken);

        results.Select(r => r.Query.Name).ShouldBe(["a", "b", "c"]);
        results.Select(r => r.Outcome).ShouldBe([QueryOutcome.Success, QueryOutcome.Error, QueryOutcome.Success]);
        results[1].Error.ShouldBe("'kubectl get pods b -n shop' failed: broken pipe");
    }

    [Fact]
    public async Task A_query_that_times_out_is_an_error()
    {
        var asked = new TaskCompletionSource();
        var reader = new ScriptedReader(async (_, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            throw new InvalidOperationException("never");
        });

        var running = Executor(reader).ExecuteAsync([Get("slow")], TestContext.Current.CancellationToken);
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(20));

        (await running)[0].Error.ShouldBe("'kubectl get pods slow -n shop' was not answered within 20 seconds.");
    }

    [Fact]
    public async Task Queries_run_in_parallel_up_to_the_limit()
    {
        var running = 0;
        var most = 0;
        var reader = new ScriptedReader(async (query, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Answer(query, "x");
        });

        await Executor(reader, new QueryLimits { Concurrency = 2 })
            .ExecuteAsync([.. Enumerable.Range(0, 20).Select(i => Get($"p{i}"))], TestContext.Current.CancellationToken);

        most.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Answers_over_the_batchs_byte_budget_are_omitted_and_counted()
    {
        var reader = new ScriptedReader((query, _) => Task.FromResult(Answer(query, new string('x', 60))));

        var results = await Executor(reader, new QueryLimits { MaxTotalBytes = 100 })
            .ExecuteAsync([Get("a"), Get("b")], TestContext.Current.CancellationToken);

        results[0].Outcome.ShouldBe(QueryOutcome.Success);
        results[1].Outcome.ShouldBe(QueryOutcome.Error);
        results[1].OmittedBytes.ShouldBe(60);
    }

    [Fact]
    public async Task The_reader_gets_the_byte_limit_and_the_result_keeps_the_original_query()
    {
        int? budget = null;
        var reader = new ScriptedReader((query, _) =>
        {
            budget = query.MaxBytes;
            return Task.FromResult(Answer(query, ""));
        });

        var results = await Executor(reader, new QueryLimits { MaxResultBytes = 1000 })
            .ExecuteAsync([Get("a")], TestContext.Current.CancellationToken);

        budget.ShouldBe(1000);
        results[0].Query.MaxBytes.ShouldBeNull();
    }

    [Fact]
    public async Task Queries_over_the_limit_are_not_run()
    {
        var reader = new ScriptedReader((query, _) => Task.FromResult(Answer(query, "")));

        var results = await Executor(reader, new QueryLimits { MaxQueries = 1 })
            .ExecuteAsync([Get("a"), Get("b")], TestContext.Current.CancellationToken);

        results[1].Error.ShouldBe("The batch has 2 queries; 1 are answered.");
    }

    [Fact]
    public async Task Every_answer_is_masked()
    {
        var reader = new ScriptedReader(
            (query, _) => Task.FromResult(Answer(query, """{"kind":"Pod","env":[{"name":"DB_PASSWORD","value":"hunter2"}]}""")));

        var results = await Executor(reader).ExecuteAsync([Get("a")], TestContext.Current.CancellationToken);

        results[0].Content.ShouldNotContain("hunter2");
        results[0].Masked.ShouldBe(1);
    }

    private static Query Get(string name) => new() { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = name };

    private static QueryResult Answer(Query query, string content) =>
        new() { Query = query, Outcome = QueryOutcome.Success, Content = content, CollectedAt = DateTimeOffset.UnixEpoch };

    private QueryExecutor Executor(IQueryReader reader, QueryLimits? limits = null) =>
        new(reader, limits ?? new QueryLimits(), _time, NullLogger<QueryExecutor>.Instance);
}
