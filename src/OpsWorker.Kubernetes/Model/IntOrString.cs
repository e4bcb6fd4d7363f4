using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>A port by number or by name, or a count by number or by percentage.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString(int? Number, string? Text)
{
    /// <summary>The form in the object.</summary>
    public override string ToString() => Text ?? Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Reads and writes both forms.</summary>
public sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    /// <inheritdoc/>
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => new IntOrString(reader.GetInt32(), null),
            JsonTokenType.String => Parse(reader.GetString()!),
            _ => throw new JsonException("A number or a string was expected."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Number is { } number) writer.WriteNumberValue(number);
        else writer.WriteStringValue(value.Text);
    }

    private static IntOrString Parse(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new IntOrString(number, null)
            : new IntOrString(null, text);
}
