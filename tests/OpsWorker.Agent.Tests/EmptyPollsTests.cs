using OpsWorker.AgentRuntime.Sessions;

namespace OpsWorker.Agent.Tests;

public sealed class EmptyPollsTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(20);

    [Fact]
    public void Polls_that_come_back_empty_at_once_are_asked_ever_less_often()
    {
        var polls = new EmptyPolls();

        var pauses = Enumerable.Range(0, 1000).Select(_ => polls.PauseAfter(0, TimeSpan.FromMilliseconds(1), s_wait)!.Value).ToList();

        pauses.ShouldAllBe(pause => pause <= TimeSpan.FromSeconds(30));
        pauses.Average(pause => pause.TotalSeconds).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Messages_full_polls_and_polls_without_a_wait_are_followed_at_once()
    {
        var polls = new EmptyPolls();

        polls.PauseAfter(1, TimeSpan.Zero, s_wait).ShouldBeNull();
        polls.PauseAfter(0, s_wait, s_wait).ShouldBeNull();
        polls.PauseAfter(0, TimeSpan.Zero, TimeSpan.Zero).ShouldBeNull();
    }
}
