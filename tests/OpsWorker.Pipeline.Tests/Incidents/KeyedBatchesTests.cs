using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Pipeline.Tests.Incidents;

public sealed class KeyedBatchesTests
{
    private readonly List<string> _runs = [];
    private readonly TaskCompletionSource _first = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_a_run_of_its_key_is_run_together_and_up_to_the_limit()
    {
        var batches = new KeyedBatches<int, int>(3, RunAsync);

        var results = Enumerable.Range(1, 6).Select(item => batches.RunAsync("a", item, _cancel)).ToList();
        var other = batches.RunAsync("b", 7, _cancel);
        (await other).ShouldBe(70);
        _first.SetResult();

        (await Task.WhenAll(results)).ShouldBe([10, 20, 30, 40, 50, 60]);
        _runs.ShouldBe(["1", "7", "2,3,4", "5,6"]);
    }

    [Fact]
    public async Task A_failure_is_that_of_its_run_only()
    {
        var batches = new KeyedBatches<int, int>(3, RunAsync);

        var first = batches.RunAsync("a", 1, _cancel);
        var failing = batches.RunAsync("a", -1, _cancel);
        _first.SetResult();

        (await first).ShouldBe(10);
        await Should.ThrowAsync<ArgumentException>(() => failing);
        (await batches.RunAsync("a", 2, _cancel)).ShouldBe(20);
    }

    [Fact]
    public async Task A_caller_that_gives_up_ends_neither_the_run_of_others_nor_theirs_that_wait()
    {
        var batches = new KeyedBatches<int, int>(2, RunAsync);
        using var impatient = new CancellationTokenSource();
        var blocking = batches.RunAsync("a", 1, _cancel);
        var given = new[] { batches.RunAsync("a", 2, impatient.Token), batches.RunAsync("a", 3, impatient.Token) };
        var waiting = batches.RunAsync("a", 4, _cancel);

        await impatient.CancelAsync();
        foreach (var call in given) await Should.ThrowAsync<OperationCanceledException>(() => call);
        _first.SetResult();

        (await blocking).ShouldBe(10);
        (await waiting).ShouldBe(40);
        _runs.ShouldBe(["1", "4"]);
    }

    [Fact]
    public async Task A_run_goes_on_for_those_who_wait_and_ends_when_nobody_does()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var (started, tokens) = (new TaskCompletionSource(), new List<CancellationToken>());
        var batches = new KeyedBatches<int, int>(2, async (items, cancellationToken) =>
        {
            tokens.Add(cancellationToken);
            if (items.Contains(1)) await _first.Task;
            else started.SetResult();
            if (!items.Contains(1)) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return items;
        });
        var blocking = batches.RunAsync("a", 1, _cancel);
        var calls = new[] { batches.RunAsync("a", 2, first.Token), batches.RunAsync("a", 3, second.Token) };
        _first.SetResult();
        await blocking;
        await started.Task;

        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => calls[0]);
        tokens[1].IsCancellationRequested.ShouldBeFalse();
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => calls[1]);
        tokens[1].IsCancellationRequested.ShouldBeTrue();
    }

    private async Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        _runs.Add(string.Join(',', items));
        if (items.Contains(1)) await _first.Task;
        if (items.Contains(-1)) throw new ArgumentException("No number.", nameof(items));
        return [.. items.Select(item => item * 10)];
    }
}
