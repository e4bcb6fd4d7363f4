using Microsoft.Extensions.Time.Testing;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.WebApi;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

public sealed class SlackClientTests : IAsyncLifetime
{
    private static readonly PostMessageRequest Message = new()
    {
        Channel = SlackStandIn.Channel,
        Text = "hello",
        Blocks = [Block.Section("hello")],
    };

    private SlackFixture _fixture = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fixture = await SlackFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_reply_goes_into_the_thread()
    {
        var first = await PostAsync(Message);
        var ts = first.ShouldBeOfType<SlackResult<MessageResponse>.Done>().Value.Ts;

        await PostAsync(Message with { ThreadTs = ts });

        _fixture.Slack.Replies.ShouldHaveSingleItem().ThreadTs.ShouldBe(ts);
    }

    [Theory]
    [InlineData(17, 17)]
    [InlineData(0, 1)]
    [InlineData(86_400, 900)]
    [InlineData(null, 30)]
    public async Task A_rate_limit_is_retried_after_the_time_that_Slack_names_within_a_limit(int? seconds, int expected)
    {
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.RateLimited(seconds));

        (await PostAsync(Message)).ShouldBe(
            new SlackResult<MessageResponse>.RetryAfter(
                TimeSpan.FromSeconds(expected), "Slack limits the rate of requests.", IsUndone: true));
    }

    public static TheoryData<SlackFault> Passing() =>
    [
        new SlackFault.Status(500), new SlackFault.Status(503), new SlackFault.Status(200), new SlackFault.Status(200, ""),
        new SlackFault.Cut(), new SlackFault.AnswerLost(), new SlackFault.Error("ratelimited"),
        new SlackFault.Error("fatal_error"), new SlackFault.Error("internal_error"), new SlackFault.Error("request_timeout"),
        new SlackFault.Error("service_unavailable"), new SlackFault.Status(200, new string(' ', 9 * 1024 * 1024)),
    ];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_passing_fault_may_be_tried_again(SlackFault fault)
    {
        _fixture.Slack.FailNext("chat.postMessage", fault);

        (await PostAsync(Message)).ShouldBeOfType<SlackResult<MessageResponse>.RetryAfter>().Delay.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("not_in_channel", "invite the app to channel C0123456789")]
    [InlineData("channel_not_found", "check Slack:Channel")]
    [InlineData("invalid_auth", "reinstall the app and set Slack:BotToken")]
    [InlineData("is_archived", "unarchive it")]
    [InlineData("msg_too_long", "report this as a bug")]
    [InlineData("something_new", "docs.slack.dev")]
    public async Task A_refusal_comes_with_advice(string error, string advice)
    {
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.Error(error));

        var refused = (await PostAsync(Message)).ShouldBeOfType<SlackResult<MessageResponse>.Refused>();

        refused.Error.ShouldBe(error);
        refused.Reason.ShouldStartWith($"Slack refused chat.postMessage with {error}: ");
        refused.Reason.ShouldContain(advice);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        _fixture.Slack.FailNext("chat.postMessage", new SlackFault.Error("missing_scope", "chat:write"));

        (await PostAsync(Message)).ShouldBeOfType<SlackResult<MessageResponse>.Refused>().Reason.ShouldContain("add the scope chat:write");
    }

    [Fact]
    public async Task Slack_not_being_there_may_be_tried_again()
    {
        await _fixture.Slack.DisposeAsync();

        (await PostAsync(Message)).ShouldBeOfType<SlackResult<MessageResponse>.RetryAfter>().Reason.ShouldContain("ConnectionError");
    }

    [Fact]
    public async Task No_answer_within_ten_seconds_may_be_tried_again()
    {
        var time = new FakeTimeProvider(TestClock.Start);
        using var http = new HttpClient(new SilentHandler(onSend: () => time.Advance(TimeSpan.FromSeconds(10))));
        var client = new SlackClient(http, _fixture.Options, time);

        var result = await client.PostMessageAsync(Message, Cancellation);

        result.ShouldBeOfType<SlackResult<MessageResponse>.RetryAfter>().Reason.ShouldBe("Slack did not answer within 10 seconds.");
    }

    private Task<SlackResult<MessageResponse>> PostAsync(PostMessageRequest message) =>
        _fixture.Client.PostMessageAsync(message, Cancellation);

    /// <summary>A network on which nothing ever answers.</summary>
    private sealed class SilentHandler(Action onSend) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onSend();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("The wait never ends by itself.");
        }
    }
}
