using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Functions.Http;
using OpsWorker.Testing;

namespace OpsWorker.Functions.Tests.Http;

public sealed class HttpFunctionTests : IDisposable
{
    private readonly RecordingLoggers _loggers = new();
    private readonly HttpFunction _function;

    public HttpFunctionTests() => _function = Echo.Create(_loggers.Factory);

    [Theory]
    [InlineData("get")]
    [InlineData("post-text")]
    [InlineData("post-base64")]
    [InlineData("decoded-path")]
    public async Task A_request_reaches_the_endpoint_whole(string name)
    {
        var answer = await AnswerAsync(await ReadEventAsync(name));

        answer["isBase64Encoded"]!.GetValue<bool>().ShouldBeFalse();
        Golden.ShouldMatchJson(answer["body"]!.GetValue<string>(), name + ".seen.json");
    }

    [Theory]
    [InlineData("/binary")]
    [InlineData("/compressed")]
    [InlineData("/cookies")]
    [InlineData("/missing")]
    public async Task An_answer_has_the_form_that_API_Gateway_takes(string path) =>
        Golden.ShouldMatchJson((await AnswerAsync(Get(path))).ToJsonString(), path[1..] + ".response.json");

    [Fact]
    public async Task A_JSON_body_is_bound()
    {
        var request = Get("/sum");
        request["requestContext"]!["http"]!["method"] = "POST";
        request["headers"]!["content-type"] = "application/json";
        request["body"] = "[1,2,3]";

        (await AnswerAsync(request))["body"]!.GetValue<string>().ShouldBe("6");
    }

    [Fact]
    public async Task A_failure_is_answered_with_500_and_its_reason_is_logged_only()
    {
        var answer = await AnswerAsync(Get("/fails"));

        answer["statusCode"]!.GetValue<int>().ShouldBe(500);
        answer["body"]!.GetValue<string>().ShouldBeEmpty();
        _loggers.Text.ShouldContain("It broke.");
    }

    [Fact]
    public async Task At_the_deadline_the_answer_is_503_with_problem_details()
    {
        using var deadline = new CancellationTokenSource();
        await deadline.CancelAsync();
        var payload = Encoding.UTF8.GetBytes(Get("/hangs").ToJsonString());

        var output = await _function.InvokeAsync(FunctionCalls.Invocation(payload, TimeProvider.System), deadline.Token);

        Golden.ShouldMatchJson(Encoding.UTF8.GetString(output.Span), "deadline.response.json");
        _loggers.Text.ShouldContain("Request r-1 was ended, for the function's deadline is near");
    }

    [Fact]
    public async Task A_body_that_cannot_be_bound_is_answered_with_400()
    {
        var request = Get("/sum");
        request["requestContext"]!["http"]!["method"] = "POST";
        request["headers"]!["content-type"] = "application/json";
        request["body"] = "[1,";

        (await AnswerAsync(request))["statusCode"]!.GetValue<int>().ShouldBe(400);
    }

    [Fact]
    public async Task An_answer_that_Lambda_could_not_return_is_answered_with_500() =>
        (await AnswerAsync(Get("/large")))["statusCode"]!.GetValue<int>().ShouldBe(500);

    [Theory]
    [InlineData("", "The event is not one of an API Gateway HTTP API")]
    [InlineData("null", "The event is JSON null.")]
    [InlineData("[]", "The event is not one of an API Gateway HTTP API")]
    [InlineData("""{"version":"1.0","path":"/","httpMethod":"GET"}""", "payload format 2.0 was expected")]
    [InlineData("""{"version":"2.0"}""", "no rawPath or no requestContext.http.method")]
    [InlineData("""{"version":"2.0","rawPath":"/","requestContext":{"http":{}}}""", "no rawPath or no requestContext.http.method")]
    [InlineData(
        """{"version":"2.0","rawPath":"/","requestContext":{"http":{"method":"GET"}},"body":"%","isBase64Encoded":true}""",
        "said to be base64 and is not")]
    public async Task Another_event_is_refused_by_saying_what_is_wrong(string text, string message)
    {
        var input = Encoding.UTF8.GetBytes(text);

        (await Should.ThrowAsync<LambdaEventException>(() => _function.In(TimeProvider.System)(input))).Message.ShouldContain(message);
    }

    public void Dispose() => _loggers.Dispose();

    private static JsonObject Get(string path) => new()
    {
        ["version"] = "2.0",
        ["rawPath"] = path,
        ["headers"] = new JsonObject { ["host"] = "api.example.com" },
        ["requestContext"] = new JsonObject { ["requestId"] = "r-1", ["http"] = new JsonObject { ["method"] = "GET" } },
    };

    private static async Task<JsonObject> ReadEventAsync(string name) => (JsonObject)JsonNode.Parse(
        await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/OpsWorker.Functions.Tests/Http/Events", name + ".json")))!;

    private async Task<JsonObject> AnswerAsync(JsonObject request)
    {
        var output = await _function.In(TimeProvider.System)(Encoding.UTF8.GetBytes(request.ToJsonString()));
        return (JsonObject)JsonNode.Parse(output.Span)!;
    }
}
