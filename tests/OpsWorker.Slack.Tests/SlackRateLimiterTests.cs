using Microsoft.Extensions.Time.Testing;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Slack.Tests;

/// <summary>After Slack limited a method in a channel its calls wait, and come one after another.</summary>
public sealed class SlackRateLimiterTests
{
    private const string Post = "chat.postMessage";
    private readonly FakeTimeProvider _time = new();
    private readonly SlackRateLimiter _limiter;

    public SlackRateLimiterTests() => _limiter = new SlackRateLimiter(_time);

    [Fact]
    public void Calls_are_not_held_back_until_Slack_limits_them()
    {
        for (var i = 0; i < 1_000; i++) _limiter.Acquire(Post, "C1").ShouldBeNull();
    }

    [Fact]
    public void A_limited_call_and_those_behind_it_get_times_one_after_another()
    {
        var first = _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));
        var others = Enumerable.Range(0, 3).Select(_ => _limiter.Acquire(Post, "C1")!.Value.TotalSeconds).ToList();

        first.ShouldBe(TimeSpan.FromSeconds(30));
        others.ShouldBe([31.2, 32.4, 33.6]);
    }

    [Fact]
    public void Other_channels_and_methods_are_not_held_back()
    {
        _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));

        _limiter.Acquire(Post, "C2").ShouldBeNull();
        _limiter.Acquire("chat.update", "C1").ShouldBeNull();
    }

    [Fact]
    public void Callers_that_come_at_their_times_are_let_through()
    {
        _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));
        var second = _limiter.Acquire(Post, "C1")!.Value;

        _time.Advance(TimeSpan.FromSeconds(30));
        _limiter.Acquire(Post, "C1").ShouldBeNull();
        _time.Advance(second - TimeSpan.FromSeconds(30));
        _limiter.Acquire(Post, "C1").ShouldBeNull();
    }

    [Fact]
    public void A_caller_that_comes_late_does_not_cost_the_next_one_its_turn()
    {
        _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));
        var second = _limiter.Acquire(Post, "C1")!.Value;

        _time.Advance(TimeSpan.FromSeconds(30.3));
        _limiter.Acquire(Post, "C1").ShouldBeNull();
        _time.Advance(second - TimeSpan.FromSeconds(30.3));
        _limiter.Acquire(Post, "C1").ShouldBeNull();
    }

    [Fact]
    public void Calls_after_a_pause_are_spaced_again()
    {
        _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(60));

        _limiter.Acquire(Post, "C1").ShouldBeNull();
        _limiter.Acquire(Post, "C1").ShouldBe(TimeSpan.FromSeconds(1.2));
    }

    [Fact]
    public void Some_time_after_the_limit_calls_are_free_again()
    {
        _limiter.Limited(Post, "C1", TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromMinutes(3));

        for (var i = 0; i < 100; i++) _limiter.Acquire(Post, "C1").ShouldBeNull();
    }
}
