using System.Text.Json;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>A field that two versions of an object have differently.</summary>
/// <param name="Path">Where, as citations name it: <c>spec.containers[main].image</c>.</param>
/// <param name="Before">What it was; null where it was not there.</param>
/// <param name="After">What it is; null where it is gone.</param>
internal sealed record FieldChange(string Path, JsonElement? Before, JsonElement? After)
{
    // A text that is longer is left out of a sentence; the citation has it.
    private const int MaxValue = 60;
    private const int MaxShown = 200;

    // A sentence names this many; all of them are quoted.
    private const int InASentence = 3;

    /// <summary>The changes in a sentence.</summary>
    public static string Join(IReadOnlyList<FieldChange> changes) => string.Join(", ", changes.Take(InASentence))
        + (changes.Count > InASentence ? $" and {changes.Count - InASentence} more" : "");

    /// <summary>The change, short enough for a sentence: <c>containers[main].image (app:1 → app:2)</c>.</summary>
    public override string ToString()
    {
        var field = Path.StartsWith("spec.", StringComparison.Ordinal) ? Path["spec.".Length..] : Path;
        return (Text(Before), Text(After)) switch
        {
            ({ } before, { } after) => $"{field} ({before} → {after})",
            (null, { } after) when Before is null => $"{field} (new: {after})",
            ({ } before, null) when After is null => $"{field} (was: {before})",
            _ => After is null ? $"{field} (removed)" : field,
        };
    }

    /// <summary>The field with both values, for a report. A value that is longer is cut.</summary>
    public ChangedField Shown() => new(
        Path.StartsWith("spec.", StringComparison.Ordinal) ? Path["spec.".Length..] : Path, Value(Before), Value(After));

    private static string? Value(JsonElement? value) => value?.ToString() is { } text
        ? text.Length <= MaxShown ? text : text[..MaxShown] + "…"
        : null;

    private static string? Text(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } some
        && some.ToString() is { Length: > 0 and <= MaxValue } text && !text.Contains('\n', StringComparison.Ordinal) ? text : null;
}
