using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>The tables of <c>kubectl get</c>.</summary>
internal static class ObjectTable
{
    /// <summary>A table for each resource, an empty line between them; none for a resource without objects.</summary>
    public static string WriteAll(KubectlCommand command, IReadOnlyList<QueryResult> results)
    {
        var resources = results.Select(result => result.Query.Resource).Distinct().ToArray();
        var isSeveral = command.Queries.Select(query => query.Resource).Distinct().Count() > 1;
        var tables = resources.Select(resource => Write(
            command, [.. results.Where(result => result.Query.Resource == resource)], isSeveral));
        return string.Join('\n', tables.Where(table => table.Length > 0));
    }

    /// <summary>The table of <c>-o custom-columns</c>.</summary>
    public static string WriteCustom(PrintOptions print, IEnumerable<JsonElement> objects)
    {
        var rows = objects.Select(item => (IReadOnlyList<string>)[.. print.CustomColumns.Select(column => column.Cell(item))]);
        return TextTable.Write(print.NoHeaders ? null : [.. print.CustomColumns.Select(column => column.Header)], [.. rows]);
    }

    /// <summary>The name with its type: <c>deployment.apps/web</c>.</summary>
    public static string QualifiedName(JsonElement item) => QualifiedName(null, item);

    /// <summary>The columns of labels that the flags ask for.</summary>
    public static IEnumerable<Column> LabelColumns(PrintOptions print)
    {
        foreach (var label in print.LabelColumns)
        {
            yield return Column.From(
                label[(label.LastIndexOf('/') + 1)..].ToUpperInvariant(), item => item.At("metadata", "labels", label).Text());
        }

        if (print.ShowLabels) yield return Column.From("LABELS", Labels);
    }

    private static string Write(KubectlCommand command, IReadOnlyList<QueryResult> results, bool isSeveral)
    {
        var documents = results.Select(result => JsonDocument.Parse(result.Content)).ToArray();
        try
        {
            var query = results[0].Query;
            var objects = ObjectOrder.Sort(command.Print, documents.SelectMany(d => AnsweredObjects.Of(d.RootElement))).ToArray();
            if (objects.Length == 0) return "";
            var columns = Columns(command, query, objects);
            var rows = objects.Select(item => (IReadOnlyList<string>)[.. columns.Select(column =>
                isSeveral && column == Column.Name ? QualifiedName(query, item) : column.Value(item, results[0].CollectedAt))]);
            return TextTable.Write(command.Print.NoHeaders ? null : [.. columns.Select(column => column.Header)], [.. rows]);
        }
        finally
        {
            foreach (var document in documents) document.Dispose();
        }
    }

    private static List<Column> Columns(KubectlCommand command, Query query, IReadOnlyList<JsonElement> objects)
    {
        var kind = KnownResources.Find(query.Resource ?? "")?.Kind ?? objects[0].At("kind").Text();
        var isWide = command.Output == KubectlOutput.Wide;
        var columns = command.Print.IsEventsCommand
            ? EventColumns.OfCommand.ToList()
            : KindColumns.Of(kind).Where(column => column.IsShown(isWide)).ToList();
        columns.AddRange(LabelColumns(command.Print));
        if (query.Namespace is null && objects.Any(item => item.At("metadata", "namespace").ValueKind == JsonValueKind.String))
        {
            columns.Insert(0, Column.Namespace);
        }

        return columns;
    }

    private static string QualifiedName(Query? query, JsonElement item)
    {
        var known = KnownResources.Find(query?.Resource ?? item.At("kind").Text());
        var kind = known is null ? query?.Resource ?? item.At("kind").Text().ToLowerInvariant()
            : known.Group.Length == 0 ? known.Kind.ToLowerInvariant()
            : $"{known.Kind.ToLowerInvariant()}.{known.Group}";
        return $"{kind}/{item.At("metadata", "name").Text()}";
    }

    private static string Labels(JsonElement item) => item.At("metadata", "labels").Fields()
        .OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}={label.Value.Text()}").Join();
}
