using System.Text.Json;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>The truth about a recorded cluster.</summary>
/// <param name="Label">The cause in the recorder's words, or the first of its codes.</param>
/// <param name="Source">The application or collection that the case comes from.</param>
/// <param name="Codes">The codes that name this cause; any of them is right.</param>
/// <param name="Objects">The objects that may be named; none where no cause is to be found.</param>
/// <param name="KindsMayDiffer">
/// A Service or claim of the same name is right too: recorders of labels name the workload where the fault was in those.
/// </param>
public sealed record ExpectedCause(
    string Label, string Source, IReadOnlyList<CauseCode> Codes, IReadOnlyList<ObjectReference> Objects, bool KindsMayDiffer = false)
{
    private const string UnknownSource = "unknown";
    private const string PublicReports = "public reports";

    /// <summary>
    /// Reads an <c>expected.json</c>: <c>{"rootCause":…,"object":{…}}</c> of a recorder, or
    /// <c>{"source":…,"codes":[…],"object":{…}|null,"objectAlternatives":[…]}</c>.
    /// </summary>
    /// <exception cref="JsonException">The text is of neither form, or names no code that exists.</exception>
    public static ExpectedCause Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("An object is expected.");
        return root.TryGetProperty("codes", out var codes) ? OfCodes(root, codes) : OfLabel(root);
    }

    /// <summary>True when an answer names this cause.</summary>
    public bool HasCode(CauseCode code) => Codes.Contains(code);

    /// <summary>True when an answer names one of the objects.</summary>
    public bool HasObject(ObjectReference other) => Objects.Any(o => ObjectMatch.Holds(o, other, KindsMayDiffer));

    private static ExpectedCause OfLabel(JsonElement root)
    {
        var label = Text(root, "rootCause") ?? throw new JsonException("\"rootCause\" or \"codes\" is missing.");
        var codes = RecorderLabels.CodesOf(label);
        if (codes.Count == 0) throw new JsonException($"\"rootCause\" is {label}, for which there is no code.");
        if (!root.TryGetProperty("object", out var named)) throw new JsonException("\"object\" is missing.");
        return new ExpectedCause(label, Text(root, "system") ?? UnknownSource, codes, [Reference(named)], KindsMayDiffer: true);
    }

    private static ExpectedCause OfCodes(JsonElement root, JsonElement named)
    {
        if (named.ValueKind != JsonValueKind.Array) throw new JsonException("\"codes\" is not an array.");
        var codes = named.EnumerateArray().Select(c => CodeOf(c.ToString())).OfType<CauseCode>().ToList();
        if (codes.Count == 0) throw new JsonException("\"codes\" has no code that exists.");
        return new ExpectedCause(codes[0].ToString(), GroupOf(Text(root, "source")), codes, [.. ObjectsOf(root)]);
    }

    private static CauseCode? CodeOf(string text) => RecorderLabels.CodesOf(text) is [var code, ..] ? code : null;

    private static IEnumerable<ObjectReference> ObjectsOf(JsonElement root)
    {
        var named = root.TryGetProperty("object", out var first) ? [first] : new List<JsonElement>();
        if (root.TryGetProperty("objectAlternatives", out var others) && others.ValueKind == JsonValueKind.Array)
            named.AddRange(others.EnumerateArray());
        return named.Where(o => Text(o, "name") is { Length: > 0 }).Select(Reference);
    }

    // "holmes/ask_14" is of a collection; "owner/repository#12" is one of many reports, each of another origin.
    private static string GroupOf(string? source) => source switch
    {
        null or "" => UnknownSource,
        _ when source.Contains('#', StringComparison.Ordinal) => PublicReports,
        _ => source.Split('/')[0],
    };

    private static ObjectReference Reference(JsonElement named) => new(
        Text(named, "kind") ?? throw new JsonException("\"object.kind\" is missing."),
        Text(named, "namespace") is { Length: > 0 } ns ? ns : null,
        Text(named, "name") ?? throw new JsonException("\"object.name\" is missing."));

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
