using System.Globalization;
using System.Text.Json;
using OpsWorker.Server.Commands.Asking;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Mcp;

/// <summary>The tools for editors and assistants: requests to the server's API that read, with the caller's key.</summary>
/// <param name="send">Sends a request to the server and returns the body of its answer.</param>
internal sealed class McpTools(Func<HttpMethod, string, HttpContent?, CancellationToken, Task<string>> send)
{
    private const int MaxLimit = 50;
    private const string IdProperty = "\"id\":{\"type\":\"string\"}";

    public IReadOnlyList<McpTool> All { get; } =
    [
        Tool("list_incidents", "Lists incidents, newest first.", "\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50}"),
        Tool("get_incident", "Reads an incident with its alerts and the attempts at its cause.", IdProperty, "id"),
        Tool("get_investigation", "Reads an investigation: causes with quotations and remedies, and what was asked.", IdProperty, "id"),
        Tool(
            "ask",
            "Answers a question about an incident from its evidence, with quotations. Costs what the configured model costs.",
            "\"question\":{\"type\":\"string\"},\"incidentId\":{\"type\":\"string\"}",
            "question"),
    ];

    /// <summary>The text of the result; null for a tool that does not exist.</summary>
    public async Task<(string Text, bool IsError)?> CallAsync(string name, JsonElement arguments, CancellationToken cancellationToken)
    {
        try
        {
            return name switch
            {
                "list_incidents" => await GetAsync(
                    string.Create(CultureInfo.InvariantCulture, $"v1/incidents?limit={Limit(arguments)}"), cancellationToken),
                "get_incident" => await GetAsync("v1/incidents/" + Id(arguments), cancellationToken),
                "get_investigation" => await GetAsync("v1/investigations/" + Id(arguments), cancellationToken),
                "ask" => await AskAsync(arguments, cancellationToken),
                _ => null,
            };
        }
        catch (Exception e) when (e is UserErrorException or ServerUnavailableException)
        {
            return (e.Message, true);
        }
    }

    private async Task<(string, bool)> GetAsync(string path, CancellationToken cancellationToken) =>
        (await send(HttpMethod.Get, path, null, cancellationToken), false);

    private async Task<(string, bool)> AskAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var question = Text(arguments, "question") ?? throw new UserErrorException("question: a text was expected.");
        using var body = new AskBody(question, Text(arguments, "incidentId")).ToContent();
        return (await send(HttpMethod.Post, "v1/ask", body, cancellationToken), false);
    }

    private static int Limit(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty("limit", out var limit)
            && limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out var number)
            ? Math.Clamp(number, 1, MaxLimit)
            : MaxLimit;

    private static string Id(JsonElement arguments) =>
        Uri.EscapeDataString(Text(arguments, "id") ?? throw new UserErrorException("id: a text was expected."));

    private static string? Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static McpTool Tool(string name, string description, string properties, string? required = null)
    {
        var names = required is null ? "" : $"\"{required}\"";
        return new McpTool(
            name, description, JsonElement.Parse($"{{\"type\":\"object\",\"properties\":{{{properties}}},\"required\":[{names}]}}"));
    }
}
