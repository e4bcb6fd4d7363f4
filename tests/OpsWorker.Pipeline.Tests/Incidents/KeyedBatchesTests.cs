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

    private async Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        _runs.Add(string.Join(',', items));
        if (items.Contains(1)) await _first.Task;
        if (items.Contains(-1)) throw new ArgumentException("No number.", nameof(items));
        return [.. items.Select(item => item * 10)];
    }
}
