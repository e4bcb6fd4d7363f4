using OpsWorker.Core.Models;
using OpsWorker.Testing.Models;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>The rules for every <see cref="IChatModel"/>, against a stand-in for its provider.</summary>
public abstract class ChatModelContract : IAsyncLifetime
{
    /// <summary>The credential that the provider expects and errors must not quote.</summary>
    protected const string Key = "sk-contract-SECRETKEY";

    private const string Tool =
        """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The provider.</summary>
    protected ModelStandIn Provider { get; private set; } = null!;

    /// <summary>The protocol that the model speaks.</summary>
    protected abstract ModelProtocol Protocol { get; }

    /// <summary>The model <c>test-model</c> of the provider at the address, which gives up after the time.</summary>
    protected abstract IChatModel Create(ModelStandIn provider, TimeSpan timeout);

    public async ValueTask InitializeAsync() => Provider = await ModelStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_answer_comes_with_its_tokens()
    {
        Provider.ReplyNext(new ModelReply.Answer("The Secret does not exist."));

        var outcome = await AskAsync();

        outcome.Status.ShouldBe(ChatStatus.Answered);
        outcome.Text.ShouldBe("The Secret does not exist.");
        outcome.Usage.Input.ShouldBeGreaterThan(0);
        outcome.Usage.Output.ShouldBeGreaterThan(0);
        outcome.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Instructions_question_limit_and_credential_reach_the_provider()
    {
        await AskAsync();

        var request = Provider.Requests.ShouldHaveSingleItem();
        request.Protocol.ShouldBe(Protocol);
        request.Model.ShouldBe("test-model");
        request.Instructions.ShouldStartWith("Be brief.");
        request.Text.ShouldBe("Why?");
        request.MaxTokens.ShouldBe(100);
        request.Credential.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_schema_of_the_answer_reaches_the_provider()
    {
        await Model().CompleteAsync(ChatRequest.Of("Be brief.", "Why?", 100, """{"type":"object","title":"Verdict"}"""), Cancel);

        Provider.Requests.ShouldHaveSingleItem().Body.ShouldContain("Verdict");
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_sent_back()
    {
        Provider.ReplyNext(new ModelReply.CallTool("get_pod", """{"name":"web-0"}"""));
        var request = ChatRequest.Of("Be brief.", "Why?", 100) with { Tools = [new ChatTool("get_pod", "Reads a pod.", Tool)] };

        var called = await Model().CompleteAsync(request, Cancel);

        called.Status.ShouldBe(ChatStatus.ToolsCalled);
        var call = called.ToolCalls.ShouldHaveSingleItem();
        call.Name.ShouldBe("get_pod");
        call.Arguments.ShouldContain("web-0");

        var results = new ChatTurn(ChatRole.User, "") { ToolResults = [new ToolResult(call.Id, "CrashLoopBackOff", IsError: false)] };
        var answered = await Model().CompleteAsync(
            request with { Turns = [.. request.Turns, new ChatTurn(ChatRole.Assistant, "") { ToolCalls = [call] }, results] }, Cancel);

        answered.Status.ShouldBe(ChatStatus.Answered);
        Provider.Requests[0].Tools.ShouldBe(["get_pod"]);
        Provider.Requests[1].Text.ShouldContain("CrashLoopBackOff");
        Provider.Requests[1].Body.ShouldContain(call.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    public async Task A_call_of_a_tool_whose_arguments_are_no_object_can_be_sent_back(string arguments)
    {
        var request = ChatRequest.Of("Be brief.", "Why?", 100) with { Tools = [new ChatTool("get_pod", "Reads a pod.", Tool)] };
        var call = new ChatTurn(ChatRole.Assistant, "") { ToolCalls = [new ToolCall("call_1", "get_pod", arguments)] };
        var result = new ChatTurn(ChatRole.User, "") { ToolResults = [new ToolResult("call_1", "name: expected", IsError: true)] };

        var outcome = await Model().CompleteAsync(request with { Turns = [.. request.Turns, call, result] }, Cancel);

        outcome.Status.ShouldBe(ChatStatus.Answered);
    }

    [Fact]
    public async Task A_call_of_a_tool_without_a_name_is_malformed()
    {
        Provider.ReplyNext(new ModelReply.MalformedToolCall());

        (await AskAsync()).Status.ShouldBe(ChatStatus.Malformed);
    }

    [Fact]
    public async Task A_refusal_is_an_outcome()
    {
        Provider.ReplyNext(new ModelReply.Refusal());

        var outcome = await AskAsync();

        outcome.Status.ShouldBe(ChatStatus.Refused);
        outcome.Reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_cut_answer_is_an_outcome_with_its_beginning_and_its_tokens()
    {
        Provider.ReplyNext(new ModelReply.Truncated("The Secret"));

        var outcome = await AskAsync();

        outcome.Status.ShouldBe(ChatStatus.Truncated);
        outcome.Text.ShouldBe("The Secret");
        outcome.Usage.Output.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("<html>bad gateway</html>")]
    [InlineData("")]
    public async Task An_answer_of_another_form_is_malformed(string body)
    {
        Provider.ReplyNext(new ModelReply.Body(body));

        (await AskAsync()).Status.ShouldBe(ChatStatus.Malformed);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again()
    {
        Provider.ReplyNext(new ModelReply.Error(429, "Too many requests", RetryAfterSeconds: 1));
        Provider.ReplyNext(new ModelReply.Answer("pong"));

        (await AskAsync()).Status.ShouldBe(ChatStatus.Answered);
        Provider.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task A_rejected_request_is_not_sent_again(int status)
    {
        Provider.ReplyNext(new ModelReply.Error(status, $"Not with {Key} \u001b[31m"));

        var outcome = await AskAsync();

        outcome.Status.ShouldBe(ChatStatus.Rejected);
        outcome.Reason.ShouldNotBeNull();
        outcome.Reason.ShouldNotContain("\u001b");
        Provider.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_that_keeps_failing_is_unavailable_and_its_message_is_kept()
    {
        Provider.Script = _ => new ModelReply.Error(503, "overloaded today");

        var outcome = await AskAsync(TimeSpan.FromSeconds(20));

        outcome.Status.ShouldBe(ChatStatus.Unavailable);
        outcome.Reason.ShouldNotBeNull().ShouldContain("overloaded today");
        Provider.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_silent_provider_is_unavailable_after_the_time_limit()
    {
        Provider.Script = _ => new ModelReply.Silence();

        (await AskAsync(TimeSpan.FromSeconds(1))).Status.ShouldBe(ChatStatus.Unavailable);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_never_an_answer()
    {
        Provider.Script = _ => new ModelReply.Cut();

        (await AskAsync()).Status.ShouldBe(ChatStatus.Unavailable);
    }

    [Fact]
    public async Task A_call_that_the_caller_gives_up_throws()
    {
        Provider.Script = _ => new ModelReply.Silence();
        using var givenUp = new CancellationTokenSource();
        var call = Model().CompleteAsync(ChatRequest.Of("Be brief.", "Why?", 100), givenUp.Token);

        await givenUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private IChatModel Model(TimeSpan? timeout = null) => Create(Provider, timeout ?? TimeSpan.FromSeconds(20));

    private Task<ChatOutcome> AskAsync(TimeSpan? timeout = null) =>
        Model(timeout).CompleteAsync(ChatRequest.Of("Be brief.", "Why?", 100), Cancel);
}
