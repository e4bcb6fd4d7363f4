using System.Text.Json;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>The truth about a recorded cluster.</summary>
/// <param name="Label">The cause in the recorder's words.</param>
/// <param name="Codes">The codes that name this cause; any of them is right.</param>
/// <param name="Object">What was broken.</param>
public sealed record ExpectedCause(string Label, IReadOnlyList<CauseCode> Codes, ObjectReference Object)
{
    /// <summary>Reads an <c>expected.json</c>: <c>{"rootCause":…,"object":{"kind","namespace","name"}}</c>.</summary>
    /// <exception cref="JsonException">The text is not of that form.</exception>
    public static ExpectedCause Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var label = Text(root, "rootCause") ?? throw new JsonException("\"rootCause\" is missing.");
        if (!root.TryGetProperty("object", out var named)) throw new JsonException("\"object\" is missing.");
        var reference = new ObjectReference(
            Text(named, "kind") ?? throw new JsonException("\"object.kind\" is missing."),
            Text(named, "namespace") is { Length: > 0 } ns ? ns : null,
            Text(named, "name") ?? throw new JsonException("\"object.name\" is missing."));
        return new ExpectedCause(label, RecorderLabels.CodesOf(label), reference);
    }

    /// <summary>Whether an answer names this cause.</summary>
    public bool HasCode(CauseCode code) => Codes.Contains(code);

    /// <summary>
    /// Whether an answer names the object that was broken. Recorders name the workload where a fault was in its Service or
    /// claim, which has the same name; so the kinds may differ.
    /// </summary>
    public bool HasObject(ObjectReference other) =>
        string.Equals(other.Name, Object.Name, StringComparison.Ordinal)
        && (other.Namespace is null || Object.Namespace is null || other.Namespace == Object.Namespace);

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
