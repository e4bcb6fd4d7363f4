namespace OpsWorker.Messaging.Tests;

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(5, 3_200)]
    [InlineData(10, 60_000)]
    [InlineData(int.MaxValue, 60_000)]
    public void The_ceiling_doubles_with_each_failure_up_to_the_longest(int failures, int milliseconds) =>
        Backoff.Ceiling(failures).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void A_pause_is_between_zero_and_the_ceiling()
    {
        for (var failures = 0; failures < 100; failures++)
        {
            Backoff.Pause(failures).ShouldBeInRange(TimeSpan.Zero, Backoff.Ceiling(failures));
        }
    }

    [Fact]
    public void Pauses_are_random_so_that_callers_do_not_retry_together() =>
        Enumerable.Range(0, 20).Select(_ => Backoff.Pause(10)).Distinct().Count().ShouldBeGreaterThan(1);
}
