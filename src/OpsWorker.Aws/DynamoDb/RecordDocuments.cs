using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Writes records as JSON documents into items, which may have 400 KB. A document of more than <see cref="MaxInlineBytes"/>
/// goes to the evidence store if its record expires. The evidence store deletes old objects, so the document of a permanent
/// record is compressed instead.
/// </summary>
/// <param name="overflow">The store of large documents; null where no record expires.</param>
internal sealed class RecordDocuments(IEvidenceStore? overflow)
{
    public const int MaxInlineBytes = 128 * 1024;

    /// <summary>The largest compressed document; keys, listing and condition attributes need a few KB beside it.</summary>
    public const int MaxCompressedBytes = 380 * 1024;

    /// <summary>
    /// Creates the item of a record that expires. A large document goes to the evidence store under a hash of its content,
    /// and the item has the key: a write that loses a race overwrites no other document.
    /// </summary>
    public async Task<Item> ToItemAsync<T>(
        RecordKey key, OrganisationId organisation, T record, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(record, type);
        if (document.Length <= MaxInlineBytes) return Inline(key, document);

        var documentKey = $"records/{Convert.ToHexStringLower(SHA256.HashData(document))}.json";
        await Overflow().PutAsync(organisation, documentKey, document, cancellationToken);
        return key.ToItem().With(RecordSchema.DocumentKey, documentKey);
    }

    /// <summary>Creates the item of a record that does not expire. A large document is compressed.</summary>
    /// <exception cref="InvalidDataException">The compressed document is larger than <see cref="MaxCompressedBytes"/>.</exception>
    public static Item ToPermanentItem<T>(RecordKey key, T record, JsonTypeInfo<T> type)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(record, type);
        if (document.Length <= MaxInlineBytes) return Inline(key, document);

        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(document);
        if (compressed.Length > MaxCompressedBytes)
        {
            throw new InvalidDataException(
                $"The document of item {key.Partition} has {compressed.Length} bytes compressed; {MaxCompressedBytes} are allowed.");
        }

        compressed.Position = 0;
        var item = key.ToItem();
        item[RecordSchema.CompressedDocument] = new AttributeValue { B = compressed };
        return item;
    }

    /// <summary>Reads the document of an item.</summary>
    /// <exception cref="InvalidDataException">The document is missing or is not a <typeparamref name="T"/>.</exception>
    public async Task<T> ReadAsync<T>(
        OrganisationId organisation, Item item, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadDocumentAsync(organisation, item, type, cancellationToken)
                ?? throw new InvalidDataException($"Item {item.Text(RecordSchema.PartitionKey)} has no document.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"The document of item {item.Text(RecordSchema.PartitionKey)} is not a {typeof(T).Name}: {e.Message}", e);
        }
    }

    private async Task<T?> ReadDocumentAsync<T>(
        OrganisationId organisation, Item item, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (item.Text(RecordSchema.Document) is { } document) return JsonSerializer.Deserialize(document, type);
        if (item.GetValueOrDefault(RecordSchema.CompressedDocument)?.B is { } compressed)
        {
            // The item may be read again, so its stream is not consumed.
            using var copy = new MemoryStream(compressed.ToArray(), writable: false);
            await using var gzip = new GZipStream(copy, CompressionMode.Decompress);
            return await JsonSerializer.DeserializeAsync(gzip, type, cancellationToken);
        }

        if (item.Text(RecordSchema.DocumentKey) is not { } documentKey) return default;
        var content = await Overflow().GetAsync(organisation, documentKey, cancellationToken)
            ?? throw new InvalidDataException($"The document {documentKey} is not in the evidence store.");
        return JsonSerializer.Deserialize(content.Span, type);
    }

    private IEvidenceStore Overflow() =>
        overflow ?? throw new InvalidOperationException("There is no evidence store for large documents here.");

    private static Item Inline(RecordKey key, byte[] document) =>
        key.ToItem().With(RecordSchema.Document, Encoding.UTF8.GetString(document));
}
