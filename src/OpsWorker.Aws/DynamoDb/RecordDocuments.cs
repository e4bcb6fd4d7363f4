using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Writes records as JSON into items. A document of more than <see cref="MaxInlineBytes"/>, well below the 400 KB of an
/// item, goes to the evidence store under a hash of its content, and the item holds the key: the content of a write
/// that loses its race takes nobody's place.
/// </summary>
internal sealed class RecordDocuments(IEvidenceStore overflow)
{
    public const int MaxInlineBytes = 128 * 1024;

    /// <summary>An item with this key and document.</summary>
    public async Task<Item> ToItemAsync<T>(
        RecordKey key, OrganisationId organisation, T record, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var item = key.ToItem();
        var document = JsonSerializer.SerializeToUtf8Bytes(record, type);
        if (document.Length <= MaxInlineBytes) return item.With(RecordSchema.Document, Encoding.UTF8.GetString(document));

        var documentKey = $"records/{Convert.ToHexStringLower(SHA256.HashData(document))}.json";
        await overflow.PutAsync(organisation, documentKey, document, cancellationToken);
        return item.With(RecordSchema.DocumentKey, documentKey);
    }

    /// <summary>The item's document.</summary>
    /// <exception cref="InvalidDataException">It is not there, or no <typeparamref name="T"/>.</exception>
    public async Task<T> ReadAsync<T>(
        OrganisationId organisation, Item item, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            var record = item.Text(RecordSchema.DocumentKey) is { } documentKey
                ? JsonSerializer.Deserialize((await ReadOverflowAsync(organisation, documentKey, cancellationToken)).Span, type)
                : JsonSerializer.Deserialize(item.Text(RecordSchema.Document) ?? "null", type);
            return record ?? throw new InvalidDataException($"Item {item.Text(RecordSchema.PartitionKey)} has no document.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"The document of item {item.Text(RecordSchema.PartitionKey)} is not a {typeof(T).Name}: {e.Message}", e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadOverflowAsync(
        OrganisationId organisation, string documentKey, CancellationToken cancellationToken) =>
        await overflow.GetAsync(organisation, documentKey, cancellationToken)
        ?? throw new InvalidDataException($"The document {documentKey} is not in the evidence store.");
}
