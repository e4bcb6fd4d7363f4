using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Looks at the outline of a payload, to recognise its source.</summary>
internal static class Shape
{
    /// <summary>True if it is an object with all of these fields.</summary>
    public static bool Has(JsonElement payload, params ReadOnlySpan<string> fields)
    {
        if (payload.ValueKind != JsonValueKind.Object) return false;
        foreach (var field in fields)
        {
            if (!payload.TryGetProperty(field, out _)) return false;
        }

        return true;
    }

    /// <summary>True if it is an object whose field has this text.</summary>
    public static bool Is(JsonElement payload, string field, string text) =>
        Has(payload, field) && payload.GetProperty(field) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

    /// <summary>An object's field that is an object itself; else an undefined element, which has no fields.</summary>
    public static JsonElement Child(JsonElement payload, string field) =>
        Has(payload, field) && payload.GetProperty(field) is { ValueKind: JsonValueKind.Object } child ? child : default;
}
