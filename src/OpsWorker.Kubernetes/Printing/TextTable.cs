using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Lays rows out in columns with three spaces between them, as kubectl does.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    /// <summary>Writes a table.</summary>
    /// <param name="header">The headings; null for none.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="gap">Spaces between columns.</param>
    public static string Write(IReadOnlyList<string>? header, IReadOnlyList<IReadOnlyList<string>> rows, int gap = Gap)
    {
        if (header is null && rows.Count == 0) return "";
        IReadOnlyList<string>[] shown = [.. rows.Select(row => row.Select(VisibleText.Line).ToArray())];
        if (header is not null) shown = [header, .. shown];
        var widths = Enumerable.Range(0, shown[0].Count).Select(i => shown.Max(row => row[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in shown)
        {
            for (var i = 0; i < row.Count; i++)
            {
                text.Append(row[i]);
                if (i < row.Count - 1) text.Append(' ', widths[i] - row[i].Length + gap);
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
