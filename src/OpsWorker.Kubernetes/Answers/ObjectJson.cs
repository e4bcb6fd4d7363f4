using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Writes an object as compact JSON; a Secret as <see cref="SecretJson"/> does.</summary>
internal static class ObjectJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object with its fields unchanged, in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement value, string? resource = null) =>
        Write(value, resource, static (writer, v) => v.WriteTo(writer));

    /// <summary>The object without the fields that <see cref="ObjectProjection"/> omits, in UTF-8.</summary>
    public static ReadOnlyMemory<byte> WriteProjected(JsonElement value, string resource) =>
        Write(value, resource, ObjectProjection.Write);

    private static ReadOnlyMemory<byte> Write(JsonElement value, string? resource, Action<Utf8JsonWriter, JsonElement> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        if (SecretJson.Concerns(value, resource)) SecretJson.Write(writer, value);
        else write(writer, value);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
