using System.Text.Json;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging.Tests;

public sealed class MessagePumpTests
{
    private static readonly HandlerResult Done = HandlerResult.Handled;

    [Fact]
    public async Task A_handled_message_is_removed()
    {
        await using var pump = new PumpFixture(_ => Done);
        await pump.SendAsync();
        await pump.StartAsync();

        (await pump.NextAsync()).ReceiveCount.ShouldBe(1);

        await pump.StopAsync();
        (await pump.LeftAsync()).ShouldBeEmpty();
        (await pump.DeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_are_handled_in_parallel()
    {
        using var all = new CountdownEvent(4);
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pump = new PumpFixture(async (_, _, cancel) =>
        {
            if (all.Signal()) together.SetResult();
            await together.Task.WaitAsync(cancel);
            return Done;
        });
        for (var i = 0; i < 4; i++) await pump.SendAsync($"inv_{i}");

        await pump.StartAsync();

        await together.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(1, false)]
    public async Task More_calls_receive_at_once_while_there_is_a_backlog_and_one_otherwise(int messages, bool isBacklog)
    {
        ReceiveLog? log = null;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pump = new PumpFixture(
            async (_, _, cancel) =>
            {
                await answer.Task.WaitAsync(cancel);
                return Done;
            },
            concurrency: 60,
            decorate: queue => log = new ReceiveLog(queue));
        for (var i = 0; i < messages; i++) await pump.SendAsync($"inv_{i}");

        await pump.StartAsync();
        for (var i = 0; i < messages; i++) await pump.NextAsync(TimeSpan.Zero);

        (log!.MostAtOnce > 1).ShouldBe(isBacklog);
        answer.SetResult();
    }

    [Fact]
    public async Task What_comes_within_the_pause_after_a_receive_is_received_together()
    {
        ReceiveLog? log = null;
        await using var pump = new PumpFixture(
            (_, _, _) => Task.FromResult(Done), gather: TimeSpan.FromMinutes(1), decorate: queue => log = new ReceiveLog(queue));
        await pump.SendAsync();
        await pump.StartAsync();

        // The clock stands still: a pause before the first message would not end.
        await pump.NextAsync(TimeSpan.Zero);
        await pump.SendAsync("inv_2");
        await pump.SendAsync("inv_3");
        log!.Calls.ShouldBe(1);
        await pump.NextAsync();
        await pump.NextAsync(TimeSpan.Zero);

        log.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task All_of_a_handler_runs_on_the_scheduler_that_is_given()
    {
        var one = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler;
        var seen = new List<TaskScheduler>();
        await using var pump = new PumpFixture(
            async (_, _, _) =>
            {
                seen.Add(TaskScheduler.Current);
                await Task.Yield();
                seen.Add(TaskScheduler.Current);
                return Done;
            },
            scheduler: one,
            drainTime: TimeSpan.FromMinutes(1));
        await pump.SendAsync();
        await pump.StartAsync();
        await pump.NextAsync();

        await pump.StopAsync();

        seen.ShouldBe([one, one]);
    }

    [Fact]
    public async Task A_stopping_pump_lets_handlers_finish_within_the_drain_time()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pump = new PumpFixture(
            async (_, _, cancel) =>
            {
                await answer.Task.WaitAsync(cancel);
                return Done;
            },
            drainTime: TimeSpan.FromMinutes(1));
        await pump.SendAsync();
        await pump.StartAsync();
        await pump.NextAsync(TimeSpan.Zero);

        var stopping = pump.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        answer.SetResult();
        await stopping;

        (await pump.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_over_the_drain_time_is_cancelled_and_its_message_kept()
    {
        await using var pump = new PumpFixture(
            async (_, _, cancel) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                return Done;
            },
            drainTime: TimeSpan.FromMinutes(1));
        await pump.SendAsync();
        await pump.StartAsync();
        await pump.NextAsync(TimeSpan.Zero);

        var stopping = pump.StopAsync();
        pump.Time.Advance(TimeSpan.FromMinutes(1));
        await stopping;

        (await pump.LeftAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failed_message_is_redelivered()
    {
        await using var pump = new PumpFixture(d => d.ReceiveCount == 1 ? throw new TimeoutException("once") : Done);
        await pump.SendAsync();
        await pump.StartAsync();

        (await pump.NextAsync()).ReceiveCount.ShouldBe(1);
        (await pump.NextAsync()).ReceiveCount.ShouldBe(2);

        await pump.StopAsync();
        (await pump.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_keeps_failing_becomes_a_dead_letter_with_the_reason()
    {
        await using var pump = new PumpFixture(_ => throw new TimeoutException("The disk is slow."), maxReceives: 3);
        await pump.SendAsync();
        await pump.StartAsync();

        var letter = await pump.DeadLetterAsync();

        letter.Reason.ShouldBe("Failed 3 times, last with TimeoutException: The disk is slow.");
        letter.Body.ShouldContain("inv_1");
        await pump.StopAsync();
        (await pump.LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_message_becomes_a_dead_letter_with_the_reason()
    {
        await using var pump = new PumpFixture(_ => new HandlerResult.Reject("There is no such incident."));
        await pump.SendAsync();
        await pump.StartAsync();

        (await pump.DeadLetterAsync()).Reason.ShouldBe("There is no such incident.");
    }

    [Fact]
    public async Task A_handler_may_ask_for_any_number_of_retries()
    {
        await using var pump = new PumpFixture(
            d => d.ReceiveCount <= 10 ? new HandlerResult.RetryAfter(TimeSpan.FromMinutes(1)) : Done, maxReceives: 3);
        await pump.SendAsync();
        await pump.StartAsync();

        for (var i = 1; i <= 11; i++) (await pump.NextAsync()).ReceiveCount.ShouldBe(i);

        await pump.StopAsync();
        (await pump.DeadLettersAsync()).ShouldBeEmpty();
        (await pump.LeftAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public async Task A_retry_delay_is_capped_at_the_queues_maximum(int hours)
    {
        await using var pump = new PumpFixture(
            d => d.ReceiveCount == 1 ? new HandlerResult.RetryAfter(TimeSpan.FromHours(hours)) : Done);
        await pump.SendAsync();
        await pump.StartAsync();
        var begin = pump.Time.GetUtcNow();

        await pump.NextAsync();
        await pump.NextAsync(step: TimeSpan.FromHours(1));

        var waited = pump.Time.GetUtcNow() - begin;
        waited.ShouldBeGreaterThanOrEqualTo(hours > 0 ? MessageLimits.MaxVisibility : TimeSpan.Zero);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"organisation":7,"investigationId":"inv_1"}""")]
    public async Task An_invalid_body_is_rejected_at_once(string body)
    {
        await using var pump = new PumpFixture(_ => Done);
        await pump.SendBodyAsync(body);
        await pump.StartAsync();

        var letter = await pump.DeadLetterAsync();

        letter.Body.ShouldBe(body);
        letter.Reason.ShouldStartWith("The body is ");
    }

    [Fact]
    public async Task A_JsonException_of_the_handler_leads_to_a_retry()
    {
        await using var pump = new PumpFixture(d => d.ReceiveCount == 1 ? throw new JsonException("a record") : Done);
        await pump.SendAsync();
        await pump.StartAsync();

        await pump.NextAsync();
        (await pump.NextAsync()).ReceiveCount.ShouldBe(2);
        (await pump.DeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pump_stops_while_it_waits_for_messages()
    {
        await using var pump = new PumpFixture(_ => Done);
        await pump.StartAsync();

        await pump.StopAsync().WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_message_interrupted_by_shutdown_is_redelivered()
    {
        await using var pump = new PumpFixture(async (_, _, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return Done;
        });
        await pump.SendAsync();
        await pump.StartAsync();
        await pump.NextAsync();

        await pump.StopAsync().WaitAsync(TestContext.Current.CancellationToken);

        (await pump.LeftAsync()).ShouldHaveSingleItem();
        (await pump.DeadLettersAsync()).ShouldBeEmpty();
    }
}
