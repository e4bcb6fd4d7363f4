using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Writes an object as compact JSON, fields as they came; of a Secret only what <see cref="SecretJson"/> leaves.</summary>
internal static class ObjectJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement value, string? resource = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        if (SecretJson.Concerns(value, resource)) SecretJson.Write(writer, value);
        else value.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
