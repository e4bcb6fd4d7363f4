using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>A place in a payload that a person named: names and indexes with dots between, such as <c>alerts.0.title</c>.</summary>
internal static class FieldPath
{
    /// <summary>Maximum length of a path.</summary>
    public const int MaxLength = 200;

    /// <summary>The value at the path; null if there is none.</summary>
    public static JsonElement? Find(JsonElement root, string path)
    {
        var value = root;
        foreach (var step in path.Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step, out var field)) value = field;
            else if (value.ValueKind == JsonValueKind.Array && IsIndex(step, out var i) && i < value.GetArrayLength()) value = value[i];
            else return null;
        }

        return value;
    }

    /// <summary>The scalar at the path, as text; null if there is none.</summary>
    public static string? Text(JsonElement root, string path) => Find(root, path) switch
    {
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar => scalar.GetRawText(),
        _ => null,
    };

    private static bool IsIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
