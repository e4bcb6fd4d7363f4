using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Commands.Mcp;

// JSON-RPC 2.0 and the Model Context Protocol, as far as a server with tools speaks it: https://modelcontextprotocol.io/specification.
internal sealed record McpRequest(string? Jsonrpc, JsonElement? Id, string? Method, JsonElement? Params);

internal sealed record McpResponse([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Id)
{
    public string Jsonrpc { get; } = "2.0";

    public McpResult? Result { get; init; }

    public McpError? Error { get; init; }
}

internal sealed record McpError(int Code, string Message);

/// <summary>The result of any method; fields that a method has not are null.</summary>
internal sealed record McpResult
{
    // initialize
    public string? ProtocolVersion { get; init; }

    public McpCapabilities? Capabilities { get; init; }

    public McpImplementation? ServerInfo { get; init; }

    public string? Instructions { get; init; }

    // tools/list
    public IReadOnlyList<McpTool>? Tools { get; init; }

    // tools/call
    public IReadOnlyList<McpContent>? Content { get; init; }

    public bool? IsError { get; init; }
}

internal sealed record McpCapabilities(McpToolCapability Tools);

internal sealed record McpToolCapability(bool ListChanged);

internal sealed record McpImplementation(string Name, string Version);

internal sealed record McpTool(string Name, string Description, JsonElement InputSchema)
{
    public McpAnnotations Annotations { get; } = new(ReadOnlyHint: true, OpenWorldHint: false);
}

internal sealed record McpAnnotations(bool ReadOnlyHint, bool OpenWorldHint);

internal sealed record McpContent(string Type, string Text);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(McpRequest))]
[JsonSerializable(typeof(McpResponse))]
internal sealed partial class McpJson : JsonSerializerContext;
