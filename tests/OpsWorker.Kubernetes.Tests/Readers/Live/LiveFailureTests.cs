using System.Collections.Concurrent;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Live;

public sealed class LiveFailureTests : IAsyncLifetime
{
    private static readonly Query Pods = new() { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" };

    private LiveFixture _live = null!;

    public async ValueTask InitializeAsync() => _live = await LiveFixture.StartAsync();

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task A_refusal_is_an_error_with_the_servers_message()
    {
        _live.Server.ForbiddenResources.Add("pods");

        var result = await _live.AskAsync(Pods);

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldBe("'kubectl get pods -n shop' was refused: 403 Forbidden: pods is forbidden: User "
            + "\"system:serviceaccount:opsworker:agent\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"");
    }

    [Fact]
    public async Task Transient_errors_are_retried()
    {
        await _live.AskAsync(Pods);
        _live.Server.FailNext(429, retryAfter: "0");
        _live.Server.FailNext(503);
        _live.Server.CutNext();

        (await _live.AskAsync(Pods)).Outcome.ShouldBe(QueryOutcome.Success);
    }

    [Fact]
    public async Task No_retry_is_sent_before_the_time_of_Retry_After()
    {
        var time = new RecordedWaits();
        using var reader = new LiveReader(_live.Connection(), time);
        await reader.ReadAsync(Pods, TestContext.Current.CancellationToken);
        _live.Server.FailNext(429, retryAfter: "7");

        (await reader.ReadAsync(Pods, TestContext.Current.CancellationToken)).Outcome.ShouldBe(QueryOutcome.Success);

        time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_an_error_with_its_message()
    {
        await _live.AskAsync(Pods);
        for (var i = 0; i < 5; i++) _live.Server.FailNext(500, retryAfter: "0");

        (await _live.AskAsync(Pods)).Error.ShouldBe("'kubectl get pods -n shop' was refused: 500 TestFailure: failing on request");
    }

    [Fact]
    public async Task A_request_without_an_answer_ends_when_its_caller_cancels()
    {
        _live.Server.StallNext();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => _live.Reader.ReadAsync(Pods, patience.Token));
    }

    [Theory]
    [InlineData("shop/../../../secrets", "web-1")]
    [InlineData("shop", "../secrets/db")]
    [InlineData("shop", "..")]
    [InlineData("shop", "web-1?x=y")]
    [InlineData("shop", "web%2f1")]
    public async Task Names_cannot_lead_to_another_path(string inNamespace, string name)
    {
        await _live.AskAsync(Pods);
        var before = _live.Server.Requests.Count;

        foreach (var verb in new[] { QueryVerb.Get, QueryVerb.Logs })
        {
            var result = await _live.AskAsync(new Query { Verb = verb, Resource = "pods", Namespace = inNamespace, Name = name });
            result.Outcome.ShouldBe(QueryOutcome.Error);
        }

        _live.Server.Requests.Count.ShouldBe(before);
    }

    /// <summary>Writes down how long somebody wanted to wait, and does not wait.</summary>
    private sealed class RecordedWaits : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.Zero) return base.CreateTimer(callback, state, dueTime, period);
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
