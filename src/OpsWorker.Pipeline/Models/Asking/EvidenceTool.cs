using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>
/// The tool <c>read_evidence</c>: lines of the answers that the investigation has recorded. It reads nothing else, so a question cannot
/// reach beyond the incident's own evidence.
/// </summary>
internal sealed class EvidenceTool(IReadOnlyList<Evidence> evidence, CaseMaterial material)
{
    private const int MaxLines = 40;

    public static readonly ChatTool Definition = new(
        "read_evidence",
        "Reads lines of one recorded answer of the cluster that contain a text. Use an id of the list of evidence.",
        """
        {"type":"object","properties":{"id":{"type":"string"},"contains":{"type":"string"}},"required":["id","contains"],
        "additionalProperties":false}
        """);

    /// <summary>The result of a call: success, error or no data, with the exact query.</summary>
    public ToolResult Run(ToolCall call)
    {
        if (call.Name != Definition.Name) return Error(call, $"There is no tool \"{call.Name}\"; the only one is {Definition.Name}.");
        if (Arguments(call) is not var (id, contains)) return Error(call, "Expected: {\"id\": text, \"contains\": text}.");
        if (evidence.FirstOrDefault(e => e.Id == id)?.Result is not { } result) return Error(call, $"There is no evidence \"{id}\".");
        if (result.Outcome == QueryOutcome.Error) return Error(call, $"{result.Query} failed: {result.Error}");
        var lines = EvidenceLines.Of(result.Content)
            .Where(line => line.Contains(contains, StringComparison.OrdinalIgnoreCase))
            .Take(MaxLines)
            .Select(line => material.AddLine(id, result.Query.ToString(), line))
            .ToList();
        return lines.Count == 0
            ? new ToolResult(call.Id, $"No data: no line of {result.Query} contains \"{contains}\".", IsError: false)
            : new ToolResult(call.Id, string.Join('\n', ["<data>", .. lines, "</data>"]), IsError: false);
    }

    private static ToolResult Error(ToolCall call, string reason) => new(call.Id, reason, IsError: true);

    private static (string Id, string Contains)? Arguments(ToolCall call) =>
        call.ParseArguments() is var arguments && Text(arguments, "id") is { } id ? (id, Text(arguments, "contains") ?? "") : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
