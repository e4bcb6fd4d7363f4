using System.Buffers;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>
/// The objects of a command's answers as kubectl holds them: one object where one was asked for by name, else one list of all. Each has
/// its kind and version, which the items of lists lack.
/// </summary>
internal sealed class AnsweredObjects : IDisposable
{
    private readonly JsonDocument _document;

    private AnsweredObjects(JsonDocument document) => _document = document;

    /// <summary>The object, or the list.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>The objects.</summary>
    public IEnumerable<JsonElement> Items => Root.At("items").ValueKind == JsonValueKind.Array ? Root.At("items").Items() : [Root];

    public static AnsweredObjects Read(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (results is [{ Query.Verb: QueryVerb.Get } one])
            {
                using var document = JsonDocument.Parse(one.Content);
                Write(writer, one.Query, document.RootElement);
            }
            else
            {
                WriteList(writer, command, results);
            }
        }

        return new AnsweredObjects(JsonDocument.Parse(buffer.WrittenMemory));
    }

    /// <summary>The objects of one answer.</summary>
    public static IEnumerable<JsonElement> Of(JsonElement root) =>
        root.At("items").ValueKind == JsonValueKind.Array ? root.At("items").Items() : [root];

    private static void WriteList(Utf8JsonWriter writer, KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion", "v1");
        writer.WriteStartArray("items");
        foreach (var result in results.Where(result => result.Outcome == QueryOutcome.Success))
        {
            using var document = JsonDocument.Parse(result.Content);
            foreach (var item in ObjectOrder.Sort(command.Print, Of(document.RootElement))) Write(writer, result.Query, item);
        }

        writer.WriteEndArray();
        writer.WriteString("kind", "List");
        writer.WriteStartObject("metadata");
        writer.WriteString("resourceVersion", "");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Query query, JsonElement item)
    {
        writer.WriteStartObject();
        var known = KnownResources.Find(query.Resource ?? "");
        if (known is not null && item.At("apiVersion").Text().Length == 0) writer.WriteString("apiVersion", known.ApiVersion);
        if (known is not null && item.At("kind").Text().Length == 0) writer.WriteString("kind", known.Kind);
        foreach (var field in item.Fields()) field.WriteTo(writer);
        writer.WriteEndObject();
    }

    public void Dispose() => _document.Dispose();
}
