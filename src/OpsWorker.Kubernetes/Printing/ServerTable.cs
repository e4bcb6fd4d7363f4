using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Prints a table that the API server laid out (meta/v1), for kinds whose columns are not known here.</summary>
internal static class ServerTable
{
    public static string Write(JsonElement table, KubectlCommand command)
    {
        var definitions = table.At("columnDefinitions").Items().ToArray();
        var rows = table.At("rows").Items().ToArray();
        var isWide = command.Output == KubectlOutput.Wide;
        int[] shown = [.. Enumerable.Range(0, definitions.Length).Where(i => isWide || definitions[i].At("priority").Number() == 0)];
        var labels = ObjectTable.LabelColumns(command.Print).ToArray();
        var hasNamespaces = command.Queries[0].Namespace is null
            && rows.Any(row => row.At("object", "metadata", "namespace").ValueKind == JsonValueKind.String);
        List<string> header = [.. shown.Select(i => definitions[i].At("name").Text().ToUpperInvariant()), .. labels.Select(l => l.Header)];
        if (hasNamespaces) header.Insert(0, Column.Namespace.Header);
        var written = rows.Select(row =>
        {
            var (cells, item) = (row.At("cells").Items().ToArray(), row.At("object"));
            List<string> texts =
            [
                .. shown.Select(i => i < cells.Length ? cells[i].Text("<none>") : ""),
                .. labels.Select(label => label.Value(item, default)),
            ];
            if (hasNamespaces) texts.Insert(0, item.At("metadata", "namespace").Text());
            return (IReadOnlyList<string>)texts;
        });
        return TextTable.Write(command.Print.NoHeaders ? null : header, [.. written]);
    }
}
