using OpsWorker.Core;

namespace OpsWorker.Server.Commands;

/// <summary>Writes columns for people.</summary>
internal static class TextTable
{
    /// <summary>Writes the rows, all of the same number of cells; what would act on a terminal is shown as an escape.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        string[][] shown = [.. rows.Select(row => row.Select(VisibleText.Line).ToArray())];
        var widths = Enumerable.Range(0, shown[0].Length).Select(i => shown.Max(r => r[i].Length)).ToList();
        foreach (var row in shown)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
