using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Core;

/// <summary>
/// The tenant that a record belongs to. Every store method takes it first, so nothing can be read or written
/// without a tenant; it comes from the credential of a request, never from its body.
/// </summary>
[JsonConverter(typeof(OrganisationIdJsonConverter))]
public readonly record struct OrganisationId(string Value)
{
    /// <summary>The id as it is stored: <c>org_</c> and 20 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value;
}

/// <summary>Writes an organisation id as a plain JSON string.</summary>
public sealed class OrganisationIdJsonConverter : JsonConverter<OrganisationId>
{
    /// <inheritdoc/>
    public override OrganisationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("An organisation id is a string."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OrganisationId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
