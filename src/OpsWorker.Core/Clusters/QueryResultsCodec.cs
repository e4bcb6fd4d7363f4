using System.IO.Compression;
using System.Text.Json;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Clusters;

/// <summary>Packs the answers to a batch of queries: a JSON array, gzip-compressed.</summary>
public static class QueryResultsCodec
{
    /// <summary>The packed answers.</summary>
    public static byte[] Pack(IReadOnlyList<QueryResult> results)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(gzip, results, CoreJson.Default.IReadOnlyListQueryResult);
        }

        return buffer.ToArray();
    }

    /// <summary>The answers.</summary>
    /// <exception cref="InvalidDataException">The content is not what <see cref="Pack"/> makes, or unpacks to too much.</exception>
    public static IReadOnlyList<QueryResult> Unpack(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(content.ToArray(), writable: false), CompressionMode.Decompress);
            using var bounded = new BoundedReadStream(gzip, IEvidenceStore.MaxBytes);
            return Complete(JsonSerializer.Deserialize(bounded, CoreJson.Default.IReadOnlyListQueryResult));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The answer is not an array of query results: {e.Message}", e);
        }
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
