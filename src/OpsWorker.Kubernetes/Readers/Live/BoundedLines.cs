using System.Runtime.CompilerServices;
using System.Text;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>Reads lines of text, and truncates those that are too long.</summary>
internal static class BoundedLines
{
    private const int MaxLine = 64 * 1024;

    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 16 * 1024, leaveOpen: true);
        var buffer = new char[16 * 1024];
        var line = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            var start = 0;
            while (buffer.AsSpan(start, count - start).IndexOf('\n') is var length and >= 0)
            {
                Append(line, buffer.AsSpan(start, length));
                yield return Take(line);
                start += length + 1;
            }

            Append(line, buffer.AsSpan(start, count - start));
        }

        if (line.Length > 0) yield return Take(line);
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text) =>
        line.Append(text[..Math.Min(text.Length, MaxLine - line.Length)]);

    private static string Take(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] == '\r') line.Length--;
        var text = line.ToString();
        line.Clear();
        return text;
    }
}
