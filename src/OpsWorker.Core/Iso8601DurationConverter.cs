using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace OpsWorker.Core;

/// <summary>Writes lengths of time in the API's JSON as ISO 8601 has them, <c>PT20S</c>; reads those and .NET's own form.</summary>
public sealed class Iso8601DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("A length of time is a string.");
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var length)) return length;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new JsonException("A length of time is written as in ISO 8601, such as PT20S.", e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}
