using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Runtime;
using OpsWorker.Testing.Lambda;

namespace OpsWorker.Functions.Tests.Runtime;

/// <summary>The loop over the Runtime API, in this process, beside a stand-in for that API.</summary>
public sealed class LambdaRuntimeTests : IAsyncLifetime
{
    private readonly RecordingLoggers _loggers = new();
    private RuntimeApiStandIn _api = null!;

    public async ValueTask InitializeAsync() => _api = await RuntimeApiStandIn.StartAsync();

    [Fact]
    public async Task An_invocation_reaches_the_function_with_its_headers_and_its_response_goes_back()
    {
        Invocation? seen = null;
        var run = RunAsync((invocation, _) =>
        {
            seen = invocation;
            return Respond("\"done\"");
        });
        var before = TimeProvider.System.GetUtcNow();

        var outcome = await _api.InvokeAsync("{}"u8.ToArray(), TimeSpan.FromSeconds(20));

        Encoding.UTF8.GetString(outcome.Response).ShouldBe("\"done\"");
        seen.ShouldNotBeNull();
        seen.RequestId.ShouldNotBeEmpty();
        seen.TraceId.ShouldBe(RuntimeApiStandIn.TraceId);
        seen.FunctionArn.ShouldBe(RuntimeApiStandIn.FunctionArn);
        seen.Deadline.ShouldBeInRange(before.AddSeconds(19), before.AddMinutes(1));
        Encoding.UTF8.GetString(seen.Payload.Span).ShouldBe("{}");
        Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID").ShouldBe(RuntimeApiStandIn.TraceId);
        await EndAsync(run);
    }

    [Fact]
    public async Task A_failure_is_reported_with_a_bounded_message_and_the_next_invocation_is_taken()
    {
        var isFirst = true;
        var run = RunAsync((_, _) =>
        {
            if (!isFirst) return Respond("2");
            isFirst = false;
            throw new InvalidOperationException("It broke. " + new string('x', 10_000));
        });

        var failed = await _api.InvokeAsync("1"u8.ToArray());
        var done = await _api.InvokeAsync("2"u8.ToArray());

        failed.ErrorType.ShouldBe("Function.InvalidOperationException");
        failed.Error!["errorType"]!.GetValue<string>().ShouldBe("InvalidOperationException");
        failed.Error["errorMessage"]!.GetValue<string>().ShouldStartWith("It broke.");
        failed.Error["errorMessage"]!.GetValue<string>().Length.ShouldBe(InvocationError.MaxMessageLength);
        var frames = failed.Error["stackTrace"]!.AsArray();
        frames.Count.ShouldBeInRange(1, InvocationError.MaxFrames);
        frames[0]!.GetValue<string>().ShouldStartWith("at ");
        Encoding.UTF8.GetString(done.Response).ShouldBe("2");
        await EndAsync(run);
    }

    [Fact]
    public async Task The_functions_token_fires_before_the_deadline_and_the_invocation_fails_by_it()
    {
        var run = RunAsync(async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return default;
        });

        var outcome = await _api.InvokeAsync("{}"u8.ToArray(), LambdaRuntime.AnswerMargin + TimeSpan.FromMilliseconds(50));

        outcome.Error!["errorType"]!.GetValue<string>().ShouldBe("TimeoutException");
        outcome.Error["errorMessage"]!.GetValue<string>().ShouldStartWith("The function did not finish by its deadline");
        await EndAsync(run);
    }

    [Fact]
    public async Task A_response_that_Lambda_refuses_becomes_an_error()
    {
        _api.MaxResponseBytes = 10;
        var run = RunAsync((_, _) => Respond("\"far too long\""));

        var outcome = await _api.InvokeAsync("{}"u8.ToArray());

        outcome.Error!["errorMessage"]!.GetValue<string>().ShouldStartWith("Lambda refused the response: 413 ");
        await EndAsync(run);
    }

    [Fact]
    public async Task A_function_that_cannot_be_started_is_an_error_of_initialization_and_the_end()
    {
        var code = await RunAsync(() => throw new InvalidOperationException("The environment variable OPSWORKER_TABLE is not set."));

        code.ShouldBe(1);
        var error = await _api.InitError;
        error["errorType"]!.GetValue<string>().ShouldBe("InvalidOperationException");
        error["errorMessage"]!.GetValue<string>().ShouldBe("The environment variable OPSWORKER_TABLE is not set.");
        _api.Requests.ShouldBe(["POST init/error"]);
        LogLines().ShouldHaveSingleItem()["level"]!.GetValue<string>().ShouldBe("FATAL");
    }

    [Fact]
    public void A_name_that_no_function_has_is_refused_with_the_names_that_there_are() =>
        Should.Throw<UnknownFunctionException>(() => FunctionCatalogue.Find("bootstrap")).Message.ShouldBe(
            "There is no function \"bootstrap\"; _HANDLER or OPSWORKER_FUNCTION must be one of "
            + "normalizer, api, rules, investigation, notification, digest, sweeper.");

    [Fact]
    public async Task Before_a_snapshot_the_function_is_started_and_after_it_invocations_are_taken()
    {
        var isStarted = false;
        var run = RunAsync(
            () =>
            {
                _api.Requests.ShouldBeEmpty();
                isStarted = true;
                return new Function((_, _) => Respond("1"));
            },
            isSnapStart: true);

        await _api.InvokeAsync("{}"u8.ToArray());

        isStarted.ShouldBeTrue();
        _api.Requests.Take(3).ShouldBe(["GET restore/next", "GET invocation/next", "POST invocation/response"]);
        await EndAsync(run);
    }

    [Theory]
    [InlineData(500, null, null, "invocation/next: the answer was 500 No.")]
    [InlineData(403, null, null, "invocation/next: the answer was 403 No.")]
    [InlineData(200, null, "1", "invocation/next: the header Lambda-Runtime-Aws-Request-Id is missing.")]
    [InlineData(200, "r-1", null, "invocation/next: the header Lambda-Runtime-Deadline-Ms is missing.")]
    [InlineData(200, "r-1", "soon", "invocation/next: the header Lambda-Runtime-Deadline-Ms is \"soon\"; Unix milliseconds were expected.")]
    [InlineData(
        200, "r-1", "9223372036854775807",
        "invocation/next: the header Lambda-Runtime-Deadline-Ms is \"9223372036854775807\"; Unix milliseconds were expected.")]
    public async Task An_answer_of_the_runtime_api_that_is_no_invocation_ends_the_process(
        int status, string? id, string? deadline, string reason)
    {
        _api.AnswerNext = response =>
        {
            response.StatusCode = status;
            if (id is not null) response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
            if (deadline is not null) response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline;
            return response.WriteAsync("No.");
        };

        (await RunAsync((_, _) => Respond("1"))).ShouldBe(1);

        LogLines()[^1]["message"]!.GetValue<string>().ShouldBe("The Lambda Runtime API failed: " + reason);
    }

    [Fact]
    public async Task Every_log_line_is_json_with_its_level_and_the_ids_of_its_invocation()
    {
        Invocation? seen = null;
        var logger = _loggers.Factory.CreateLogger("OpsWorker.Example");
        var run = RunAsync((invocation, _) =>
        {
            seen = invocation;
            logger.LogWarning(new InvalidOperationException("It broke."), "Two\nlines");
            return Respond("1");
        });

        await _api.InvokeAsync("{}"u8.ToArray());

        var line = LogLines().ShouldHaveSingleItem();
        line["timestamp"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        line["level"]!.GetValue<string>().ShouldBe("WARN");
        line["category"]!.GetValue<string>().ShouldBe("OpsWorker.Example");
        line["message"]!.GetValue<string>().ShouldBe("Two\nlines");
        line["requestId"]!.GetValue<string>().ShouldBe(seen!.RequestId);
        line["traceId"]!.GetValue<string>().ShouldBe(RuntimeApiStandIn.TraceId);
        line["exception"]!.GetValue<string>().ShouldContain("It broke.");
        await EndAsync(run);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _loggers.Dispose();
    }

    private static Task<ReadOnlyMemory<byte>> Respond(string json) => Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(json));

    private Task<int> RunAsync(Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> function) =>
        RunAsync(() => new Function(function));

    private async Task<int> RunAsync(Func<IFunction> create, bool isSnapStart = false)
    {
        using var client = new RuntimeApiClient(_api.Address);
        var runtime = new LambdaRuntime(
            client, _loggers.Current, TimeProvider.System, _loggers.Factory.CreateLogger<LambdaRuntime>());
        return await runtime.RunAsync(create, isSnapStart);
    }

    private async Task EndAsync(Task<int> run)
    {
        await _api.EndAsync();
        (await run).ShouldBe(1);
    }

    private List<JsonNode> LogLines() =>
        [.. _loggers.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private sealed class Function(Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> invoke) : IFunction
    {
        public Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
            invoke(invocation, cancellationToken);
    }
}
