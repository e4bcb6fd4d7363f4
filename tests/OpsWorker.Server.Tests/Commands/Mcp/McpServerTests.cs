using System.Text.Json;
using OpsWorker.Server.Commands;
using OpsWorker.Server.Commands.Mcp;

namespace OpsWorker.Server.Tests.Commands.Mcp;

public sealed class McpServerTests
{
    private readonly List<string> _sent = [];

    [Fact]
    public async Task A_client_initializes_lists_tools_and_calls_one()
    {
        var lines = await TalkAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":"two","method":"tools/list"}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"get_incident","arguments":{"id":"inc_1/../x"}}}""");

        lines.Count.ShouldBe(3);
        var result = lines[0].GetProperty("result");
        result.GetProperty("protocolVersion").GetString().ShouldBe("2025-03-26");
        result.GetProperty("capabilities").GetProperty("tools").ValueKind.ShouldBe(JsonValueKind.Object);
        lines[1].GetProperty("id").GetString().ShouldBe("two");
        var tools = lines[1].GetProperty("result").GetProperty("tools").EnumerateArray().ToList();
        tools.Select(t => t.GetProperty("name").GetString()).ShouldBe(["list_incidents", "get_incident", "get_investigation", "ask"]);
        tools.ShouldAllBe(t => t.GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean());
        tools.ShouldAllBe(t => t.GetProperty("inputSchema").GetProperty("type").GetString() == "object");
        lines[2].GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("the answer");
        _sent.ShouldBe(["GET v1/incidents/inc_1%2F..%2Fx"]);
    }

    [Theory]
    [InlineData("not JSON", -32700)]
    [InlineData("[]", -32700)]
    [InlineData("""{"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/list"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"delete_cluster"}}""", -32602)]
    public async Task A_wrong_request_gets_an_error(string line, int code) =>
        (await TalkAsync(line)).ShouldHaveSingleItem().GetProperty("error").GetProperty("code").GetInt32().ShouldBe(code);

    [Fact]
    public async Task What_the_server_refuses_is_an_error_of_the_tool()
    {
        var answer = (await TalkAsync(
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_incident","arguments":{"id":"nobodys"}}}"""))
            .ShouldHaveSingleItem().GetProperty("result");

        answer.GetProperty("isError").GetBoolean().ShouldBeTrue();
        answer.GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("There is no such incident.");
    }

    [Theory]
    [InlineData("get_incident", "{}", "id: a text was expected.")]
    [InlineData("get_incident", "{\"id\":7}", "id: a text was expected.")]
    [InlineData("ask", "{}", "question: a text was expected.")]
    public async Task A_missing_argument_is_an_error_of_the_tool(string tool, string arguments, string message)
    {
        var answer = (await TalkAsync(
            $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}"""))
            .ShouldHaveSingleItem().GetProperty("result");

        answer.GetProperty("isError").GetBoolean().ShouldBeTrue();
        answer.GetProperty("content")[0].GetProperty("text").GetString().ShouldBe(message);
        _sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_bounded()
    {
        await TalkAsync(
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_incidents","arguments":{"limit":100000}}}""");

        _sent.ShouldBe(["GET v1/incidents?limit=50"]);
    }

    private async Task<IReadOnlyList<JsonElement>> TalkAsync(params string[] lines)
    {
        var output = new StringWriter();
        using var input = new StringReader(string.Join('\n', lines));
        await new McpServer(new McpTools(SendAsync), "1.0").RunAsync(input, output, TestContext.Current.CancellationToken);
        var answers = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        return [.. answers.Select(line => JsonElement.Parse(line))];
    }

    private Task<string> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        _sent.Add($"{method} {path}");
        return path.Contains("nobodys", StringComparison.Ordinal)
            ? throw new UserErrorException("There is no such incident.")
            : Task.FromResult("the answer");
    }
}
