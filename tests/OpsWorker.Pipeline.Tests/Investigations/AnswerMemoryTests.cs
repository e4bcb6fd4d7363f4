using CsCheck;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Investigations;

public sealed class AnswerMemoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Small_answers_are_handled_side_by_side_and_large_ones_one_after_the_other()
    {
        var memory = new AnswerMemory();
        using var small = await memory.ReserveAsync(1024, Cancel);
        using var other = await memory.ReserveAsync(1024, Cancel);

        var large = memory.ReserveAsync(100 * AnswerMemory.Budget, Cancel);
        large.IsCompleted.ShouldBeFalse();
        (await memory.ReserveAsync(1024, Cancel)).Dispose();
        small.Dispose();
        other.Dispose();
        other.Dispose();
        var granted = await large;
        var next = memory.ReserveAsync(1, Cancel);
        next.IsCompleted.ShouldBeFalse();
        granted.Dispose();

        (await next).Dispose();
    }

    [Fact]
    public async Task A_wait_that_is_ended_keeps_nothing_back()
    {
        var memory = new AnswerMemory();
        var held = await memory.ReserveAsync(AnswerMemory.Budget, Cancel);
        using var ending = new CancellationTokenSource();
        var ended = memory.ReserveAsync(AnswerMemory.Budget, ending.Token);
        var after = memory.ReserveAsync(1, Cancel);

        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => ended);
        held.Dispose();

        (await after).Dispose();
        (await memory.ReserveAsync(AnswerMemory.Budget, Cancel)).Dispose();
    }

    [Fact]
    public async Task However_many_want_memory_no_more_than_the_budget_is_out_and_all_get_it() =>
        await Gen.Long[0, 2 * AnswerMemory.Budget].Array[1, 30].HoldsAsync(
            async sizes =>
            {
                var memory = new AnswerMemory();
                var taken = 0L;
                await Task.WhenAll(sizes.Select(size => Task.Run(async () =>
                {
                    using var reserved = await memory.ReserveAsync(size, Cancel);
                    var bytes = Math.Min(size, AnswerMemory.Budget);
                    Interlocked.Add(ref taken, bytes).ShouldBeLessThanOrEqualTo(AnswerMemory.Budget);
                    await Task.Yield();
                    Interlocked.Add(ref taken, -bytes);
                })));
                taken.ShouldBe(0);
            },
            iter: 50);
}
