using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Lays rows out in columns with three spaces between them, as kubectl does.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    public static string Write(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] shown = [.. rows.Select(row => row.Select(VisibleText.Line).ToArray())];
        var widths = Enumerable.Range(0, header.Count).Select(i => shown.Select(r => r[i].Length).Append(header[i].Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var row in shown.Prepend(header))
        {
            for (var i = 0; i < row.Count; i++)
            {
                text.Append(row[i]);
                if (i < row.Count - 1) text.Append(' ', widths[i] - row[i].Length + Gap);
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
