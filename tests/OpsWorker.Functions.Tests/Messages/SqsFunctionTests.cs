using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Messages;
using OpsWorker.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Functions.Tests.Messages;

public sealed class SqsFunctionTests : IDisposable
{
    private static readonly SqsQueueUrls Urls = new("https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-");
    private static readonly QueueName Fifo = new("fifo", IsFifo: true);
    private static readonly QueueName Standard = new("standard", IsFifo: false);

    private readonly RecordingLoggers _loggers = new();
    private readonly RecordedQueue _queue = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly ScriptedHandler _handler;
    private readonly SqsFunction _function;

    public SqsFunctionTests()
    {
        _handler = new ScriptedHandler(_time);
        var logger = _loggers.Factory.CreateLogger("OpsWorker.Functions.Tests");
        var invoker = new MessageInvoker<IncidentChanged>(
            _handler, CoreJson.Default.IncidentChanged, MessageInvoker.DefaultMaxReceives, logger);
        SqsSource[] sources = [new SqsSource(Fifo, invoker), new SqsSource(Standard, invoker)];
        _function = new SqsFunction(sources, _queue, Urls, _time, logger);
    }

    [Fact]
    public async Task What_is_done_is_not_reported()
    {
        (await HandleAsync(Record("standard", "a"), Record("standard", "b"))).ShouldBeEmpty();

        _handler.Handled.ShouldBe(["a", "b"]);
        _queue.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_asks_for_a_retry_is_put_off_and_reported()
    {
        _handler.Results["a"] = new HandlerResult.RetryAfter(TimeSpan.FromSeconds(30));

        (await HandleAsync(Record("standard", "a"), Record("standard", "b"))).ShouldBe(["a"]);

        _queue.Calls.ShouldBe(["a after 30 s"]);
    }

    [Fact]
    public async Task A_message_that_asks_again_and_again_is_put_off_for_longer_and_longer()
    {
        foreach (var receives in new[] { 5, 6, 9, 30 })
        {
            var id = $"{receives}";
            _handler.Results[id] = new HandlerResult.RetryAfter(TimeSpan.FromSeconds(30));
            (await HandleAsync(Record("standard", id, receives))).ShouldBe([id]);
        }

        _queue.Calls.ShouldBe(["5 after 30 s", "6 after 30 s", "9 after 80 s", "30 after 900 s"]);
    }

    [Fact]
    public void Asking_for_later_is_possible_for_hours_before_the_queue_gives_a_message_up()
    {
        const int maxReceiveCount = 30;
        var waited = Enumerable.Range(1, maxReceiveCount - 1).Sum(receives => RetryDelay.Of(TimeSpan.Zero, receives).TotalHours);

        waited.ShouldBeInRange(4, 5);
        RetryDelay.Of(TimeSpan.FromDays(1), 1).ShouldBe(MessageLimits.MaxVisibility);
        RetryDelay.Of(TimeSpan.FromDays(1), int.MaxValue).ShouldBe(MessageLimits.MaxVisibility);
    }

    [Fact]
    public async Task A_rejected_message_goes_to_the_dead_letters_and_is_removed()
    {
        _handler.Results["a"] = new HandlerResult.Reject("No such incident.");

        (await HandleAsync(Record("standard", "a"))).ShouldBeEmpty();

        _queue.Calls.ShouldBe(["a dead: No such incident."]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_moved_to_the_dead_letters_stays_in_its_queue()
    {
        _handler.Results["a"] = new HandlerResult.Reject("No such incident.");
        _queue.Refuses = true;

        (await HandleAsync(Record("standard", "a"))).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_put_off_is_reported_all_the_same()
    {
        _handler.Results["a"] = new HandlerResult.RetryAfter(TimeSpan.FromSeconds(30));
        _queue.Refuses = true;

        (await HandleAsync(Record("standard", "a"), Record("standard", "b"))).ShouldBe(["a"]);
        _handler.Handled.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_own_message_only()
    {
        _handler.Throws.Add("a");

        (await HandleAsync(Record("standard", "a"), Record("standard", "b"))).ShouldBe(["a"]);

        _queue.Calls.ShouldHaveSingleItem().ShouldStartWith("a after");
        _loggers.Text.ShouldContain("It broke.");
    }

    [Fact]
    public async Task A_message_that_failed_ten_times_is_given_up_with_the_reason()
    {
        _handler.Throws.Add("a");

        (await HandleAsync(Record("standard", "a", receives: 10))).ShouldBeEmpty();

        _queue.Calls.ShouldBe(["a dead: Failed 10 times, last with InvalidOperationException: It broke."]);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_given_up()
    {
        var record = Record("standard", "a");
        record["body"] = "{";

        (await HandleAsync(record)).ShouldBeEmpty();

        _queue.Calls.ShouldHaveSingleItem().ShouldStartWith("a dead: The body is not a IncidentChanged");
    }

    [Fact]
    public async Task After_a_failure_later_messages_of_the_group_wait_and_other_groups_go_on()
    {
        _handler.Results["a1"] = new HandlerResult.RetryAfter(TimeSpan.FromSeconds(5));

        var failed = await HandleAsync(
            Record("fifo", "a1", group: "a"), Record("fifo", "b1", group: "b"), Record("fifo", "a2", group: "a"));

        failed.ShouldBe(["a1", "a2"]);
        _handler.Handled.ShouldBe(["a1", "b1"]);
        _queue.Calls.ShouldBe(["a1 after 5 s", "a2 after 0 s"]);
    }

    [Fact]
    public async Task After_a_message_that_was_given_up_its_group_goes_on()
    {
        _handler.Results["a1"] = new HandlerResult.Reject("Never.");

        (await HandleAsync(Record("fifo", "a1", group: "a"), Record("fifo", "a2", group: "a"))).ShouldBeEmpty();

        _handler.Handled.ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public async Task Two_seconds_before_the_deadline_no_message_is_begun_and_the_rest_is_put_back()
    {
        _handler.Takes = TimeSpan.FromSeconds(30);

        var failed = await HandleAsync(
            Record("standard", "a"), Record("fifo", "b1", group: "b"), Record("fifo", "b2", group: "b"), Record("fifo", "c1", group: "c"));

        failed.ShouldBe(["b2", "c1"]);
        _handler.Handled.ShouldBe(["a", "b1"]);
        _queue.Calls.ShouldBe(["b2 after 0 s", "c1 after 0 s"]);
    }

    [Fact]
    public async Task A_message_that_would_outlast_the_deadline_is_cut_off_and_put_back_with_the_rest()
    {
        _handler.Hangs = "b1";

        var failed = HandleAsync(
            Record("standard", "a"), Record("fifo", "b1", group: "b"), Record("fifo", "b2", group: "b"));
        await _handler.Hanging.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1) - SqsFunction.HandleMargin);

        (await failed).ShouldBe(["b1", "b2"]);
        _queue.Calls.ShouldBe(["b1 after 0 s", "b2 after 0 s"]);
        _loggers.Text.ShouldContain("Message b1 of fifo was cut off");
    }

    [Fact]
    public async Task A_message_that_takes_long_does_not_hold_up_other_groups()
    {
        _handler.Hangs = "a1";

        var failed = HandleAsync(
            Record("fifo", "a1", group: "a"), Record("fifo", "a2", group: "a"), Record("fifo", "b1", group: "b"), Record("standard", "c"));
        await _handler.Hanging.WaitAsync(TestContext.Current.CancellationToken);

        _handler.Handled.ShouldBe(["a1", "b1", "c"]);
        _time.Advance(TimeSpan.FromMinutes(1) - SqsFunction.HandleMargin);
        (await failed).ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public async Task The_delivery_has_the_sender_and_the_receive_count()
    {
        await HandleAsync(Record("standard", "a", receives: 3));

        var delivery = _handler.Deliveries.ShouldHaveSingleItem();
        delivery.Queue.ShouldBe(Standard);
        delivery.ReceiveCount.ShouldBe(3);
        delivery.SenderId.ShouldBe("AROAEXAMPLE:cl_1");
        delivery.ReceiptHandle.ShouldBe("receipt of a");
        delivery.GroupId.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "The event is not one of an SQS queue")]
    [InlineData("{}", "no records of an SQS queue")]
    [InlineData("""{"Records":[{"messageId":"a"}]}""", "The event is not one of an SQS queue")]
    public async Task Another_event_is_refused_by_saying_what_is_wrong(string text, string message)
    {
        var input = Encoding.UTF8.GetBytes(text);

        (await Should.ThrowAsync<LambdaEventException>(() => _function.In(_time)(input))).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("standard-dead")]
    public async Task Messages_of_another_queue_are_refused(string queue) =>
        (await Should.ThrowAsync<LambdaEventException>(() => HandleAsync(Record(queue, "a")))).Message.ShouldContain(queue);

    public void Dispose() => _loggers.Dispose();

    private static JsonObject Record(string queue, string id, int receives = 1, string? group = null)
    {
        var attributes = new JsonObject
        {
            ["ApproximateReceiveCount"] = $"{receives}",
            ["SentTimestamp"] = "1773457510000",
            ["SenderId"] = "AROAEXAMPLE:cl_1",
        };
        if (group is not null) attributes["MessageGroupId"] = group;
        var message = new IncidentChanged(new OrganisationId("org_1"), id);
        return new JsonObject
        {
            ["messageId"] = id,
            ["receiptHandle"] = "receipt of " + id,
            ["body"] = JsonSerializer.Serialize(message, CoreJson.Default.IncidentChanged),
            ["attributes"] = attributes,
            ["messageAttributes"] = new JsonObject(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = $"arn:aws:sqs:eu-west-1:123456789012:opsworker-prod-{queue}{(group is null ? "" : ".fifo")}",
            ["awsRegion"] = "eu-west-1",
        };
    }

    private async Task<List<string>> HandleAsync(params JsonObject[] records)
    {
        var text = new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString();
        var output = await _function.In(_time)(Encoding.UTF8.GetBytes(text));
        var answer = JsonNode.Parse(output.Span)!;
        return [.. answer["batchItemFailures"]!.AsArray().Select(f => f!["itemIdentifier"]!.GetValue<string>())];
    }

    private sealed class ScriptedHandler(FakeTimeProvider time) : IMessageHandler<IncidentChanged>
    {
        private readonly TaskCompletionSource _hanging = new();

        /// <summary>The time that each message takes.</summary>
        public TimeSpan Takes { get; set; }

        /// <summary>The message whose handling does not end by itself.</summary>
        public string? Hangs { get; set; }

        public Task Hanging => _hanging.Task;

        public Dictionary<string, HandlerResult> Results { get; } = [];

        public HashSet<string> Throws { get; } = [];

        public List<string> Handled { get; } = [];

        public List<ReceivedMessage> Deliveries { get; } = [];

        public async Task<HandlerResult> HandleAsync(IncidentChanged message, ReceivedMessage delivery, CancellationToken cancellationToken)
        {
            Handled.Add(message.IncidentId);
            Deliveries.Add(delivery);
            time.Advance(Takes);
            if (message.IncidentId == Hangs)
            {
                _hanging.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            }

            return Throws.Contains(message.IncidentId)
                ? throw new InvalidOperationException("It broke.")
                : Results.GetValueOrDefault(message.IncidentId, HandlerResult.Handled);
        }
    }
}
