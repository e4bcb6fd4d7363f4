using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Clusters;

/// <summary>Encodes the answers to a batch of queries as a gzip-compressed JSON array.</summary>
public static class QueryResultsCodec
{
    private const string ContentField = "content";
    private const int SegmentLength = 16 * 1024;

    // Answers are JSON themselves, full of quotation marks, which this escapes in two bytes and not in six.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Encodes the answers. They are written as a stream, so little memory is needed beside the output.</summary>
    public static byte[] Pack(IReadOnlyList<QueryResult> results)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        using (var writer = new Utf8JsonWriter(gzip, s_options))
        {
            writer.WriteStartArray();
            foreach (var result in results) Write(writer, result);
            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>The bytes that a text takes in the answers' JSON.</summary>
    public static long PackedLength(string text)
    {
        var escapes = 0L;
        foreach (var c in text)
        {
            if (c is '"' or '\\') escapes += 1;
            else if (c is < ' ' or '\u007f') escapes += c is '\n' or '\r' or '\t' or '\b' or '\f' ? 1 : 5;
            else if (c > '~' && IsEscaped(c)) escapes += 4;
        }

        return Encoding.UTF8.GetByteCount(text) + escapes;
    }

    /// <summary>The size of the answers once they are unpacked, in bytes. Nothing of them is kept in memory.</summary>
    /// <exception cref="InvalidDataException">The content is not compressed by gzip, or exceeds the limit once unpacked.</exception>
    public static long UnpackedBytes(ReadOnlyMemory<byte> content)
    {
        using var unpacked = Decompress(content);
        var buffer = new byte[SegmentLength];
        var total = 0L;
        for (int read; (read = unpacked.Read(buffer)) > 0;) total += read;
        return total;
    }

    /// <summary>Decodes the answers.</summary>
    /// <exception cref="InvalidDataException">The content was not written by <see cref="Pack"/>, or exceeds the limit once
    /// unpacked.</exception>
    public static IReadOnlyList<QueryResult> Unpack(ReadOnlyMemory<byte> content)
    {
        try
        {
            // Of the exact size: a buffer that grows would take twice the memory.
            var json = new byte[UnpackedBytes(content)];
            using var unpacked = Decompress(content);
            unpacked.ReadExactly(json);
            return Complete(JsonSerializer.Deserialize(json, CoreJson.Default.IReadOnlyListQueryResult));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The answer is not an array of query results: {e.Message}", e);
        }
    }

    // Half of a character beyond the first plane is escaped like a character.
    private static bool IsEscaped(char c) => char.IsSurrogate(c) || s_options.Encoder!.WillEncode(c);

    private static BoundedReadStream Decompress(ReadOnlyMemory<byte> content)
    {
        var packed = MemoryMarshal.TryGetArray(content, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        return new BoundedReadStream(new GZipStream(packed, CompressionMode.Decompress), IEvidenceStore.MaxBytes);
    }

    // As one string a large answer would be escaped in a buffer of many times its size.
    private static void Write(Utf8JsonWriter writer, QueryResult result)
    {
        writer.WriteStartObject();
        using var rest = JsonSerializer.SerializeToDocument(result with { Content = "" }, CoreJson.Default.QueryResult);
        foreach (var field in rest.RootElement.EnumerateObject())
        {
            if (!field.NameEquals(ContentField)) field.WriteTo(writer);
        }

        writer.WritePropertyName(ContentField);
        var content = result.Content.AsSpan();
        for (; content.Length > SegmentLength; content = content[SegmentLength..])
        {
            writer.WriteStringValueSegment(content[..SegmentLength], isFinalSegment: false);
            writer.Flush();
        }

        writer.WriteStringValueSegment(content, isFinalSegment: true);
        writer.WriteEndObject();
    }

    // An agent may send JSON null where the type says that there is a value.
    private static IReadOnlyList<QueryResult> Complete(IReadOnlyList<QueryResult>? results)
    {
        if (results is null) throw new InvalidDataException("The answer is JSON null where an array of query results belongs.");
        return results.All(result => result is { Query: not null, Content: not null })
            ? results
            : throw new InvalidDataException("The answer has a JSON null where a query result, its query or its content belongs.");
    }
}
