using System.Text;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Lays rows out in columns with three spaces between them, as kubectl does.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    public static string Write(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, header.Count).Select(i => rows.Select(r => r[i].Length).Append(header[i].Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(header))
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
