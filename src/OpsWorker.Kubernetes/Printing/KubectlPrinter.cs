using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The output of a command.</summary>
/// <param name="Text">The text for standard output.</param>
/// <param name="Errors">The text for standard error; empty if there are no errors.</param>
public sealed record PrintedAnswer(string Text, string Errors);

/// <summary>
/// Prints answers as kubectl prints them: the same columns for the common kinds, name and age for others. What would act on a terminal
/// is shown as an escape.
/// </summary>
public static class KubectlPrinter
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// True if the columns of <c>kubectl get</c> are defined here for the resource; otherwise use the API server's table.
    /// </summary>
    public static bool HasColumns(string resource) => KnownResources.Find(resource) is { } known && KindColumns.Has(known.Kind);

    /// <summary>Prints the answers to a command's queries.</summary>
    /// <param name="command">The command.</param>
    /// <param name="results">One for each of its queries, in order.</param>
    public static PrintedAnswer Print(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        var text = new StringBuilder();
        var errors = new StringBuilder();
        foreach (var result in results)
        {
            if (result.Error is { } error) errors.Append(error).Append('\n');
            if (result.OmittedBytes > 0) errors.Append(CultureInfo.InvariantCulture, $"{result.OmittedBytes} bytes were left out.\n");
            if (result.Outcome == QueryOutcome.NoData) errors.Append(Nothing(result.Query)).Append('\n');
            if (result.Outcome != QueryOutcome.Success) continue;
            if (text.Length > 0) text.Append('\n');
            text.Append(One(command, result, several: results.Count > 1 && command.View == KubectlView.Get));
        }

        return new PrintedAnswer(VisibleText.Lines(text.ToString()), VisibleText.Lines(errors.ToString()));
    }

    /// <summary>Prints a table that the API server laid out (meta/v1).</summary>
    public static string PrintTable(string table, bool wide)
    {
        using var document = JsonDocument.Parse(table);
        var columns = document.RootElement.At("columnDefinitions").Items().ToArray();
        var shown = Enumerable.Range(0, columns.Length).Where(i => wide || columns[i].At("priority").Number() == 0).ToArray();
        var rows = document.RootElement.At("rows").Items().Select(r => r.At("cells").Items().ToArray())
            .Select(cells => (IReadOnlyList<string>)[.. shown.Select(i => i < cells.Length ? cells[i].Text("<none>") : "")]);
        return TextTable.Write([.. shown.Select(i => columns[i].At("name").Text().ToUpperInvariant())], [.. rows]);
    }

    private static string One(KubectlCommand command, QueryResult result, bool several)
    {
        if (result.Query.Verb is not (QueryVerb.Get or QueryVerb.List)) return Other(command, result);
        using var document = JsonDocument.Parse(result.Content);
        var root = document.RootElement;
        return command.Output switch
        {
            KubectlOutput.Json => IndentedJson(root),
            KubectlOutput.Yaml => YamlWriter.Write(root),
            KubectlOutput.Name => string.Concat(Objects(root).Select(o => QualifiedName(result.Query, o) + "\n")),
            _ when command.View == KubectlView.Describe && result.Query.Verb == QueryVerb.Get => YamlWriter.Write(root),
            _ => Table(result, root, command.Output == KubectlOutput.Wide, several),
        };
    }

    private static string IndentedJson(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented)) value.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Other(KubectlCommand command, QueryResult result) => command.View switch
    {
        KubectlView.Top => TopTable.Write(result),
        KubectlView.ApiResources when command.Output == KubectlOutput.Table => TextTable.Write(
            ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"],
            [.. ApiResourceJson.Read(result.Content).Select(r => (IReadOnlyList<string>)
                [r.Name, string.Join(',', r.ShortNames), r.ApiVersion, r.Namespaced ? "true" : "false", r.Kind])]),
        _ => result.Content.EndsWith('\n') ? result.Content : result.Content + "\n",
    };

    private static string Table(QueryResult result, JsonElement root, bool wide, bool several)
    {
        var query = result.Query;
        var objects = Objects(root).ToArray();
        if (objects.Length == 0) return Nothing(query) + "\n";
        var columns = KindColumns.Of(Kind(query, objects[0])).Where(c => wide || !c.Wide).ToList();
        if (query.Namespace is null && objects.Any(o => o.At("metadata", "namespace").ValueKind == JsonValueKind.String))
        {
            columns.Insert(0, Column.Namespace);
        }

        var rows = objects.Select(o => (IReadOnlyList<string>)[.. columns.Select(c =>
            several && c == Column.Name ? QualifiedName(query, o) : c.Value(o, result.CollectedAt))]);
        return TextTable.Write([.. columns.Select(c => c.Header)], [.. rows]);
    }

    private static IEnumerable<JsonElement> Objects(JsonElement root) =>
        root.At("items").ValueKind == JsonValueKind.Array ? root.At("items").Items() : [root];

    private static string Kind(Query query, JsonElement value) =>
        KnownResources.Find(query.Resource ?? "")?.Kind ?? value.At("kind").Text();

    private static string QualifiedName(Query query, JsonElement value)
    {
        var known = KnownResources.Find(query.Resource ?? "");
        var kind = known is null ? query.Resource
            : known.Group.Length == 0 ? known.Kind.ToLowerInvariant()
            : $"{known.Kind.ToLowerInvariant()}.{known.Group}";
        return $"{kind}/{value.At("metadata", "name").Text()}";
    }

    private static string Nothing(Query query) => query switch
    {
        { Name: { } name } when query.Verb == QueryVerb.Get => $"Error from server (NotFound): {query.Resource} \"{name}\" not found",
        { Namespace: { } inNamespace } => $"No resources found in {inNamespace} namespace.",
        _ => "No resources found",
    };
}
