using OpsWorker.Kubernetes.Answers;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// Reads a <c>logs.txt</c>: the containers' lines between START and END headers. Lines without a header, as in a file that
/// breaks off or was written by <c>kubectl logs</c>, count too.
/// </summary>
internal static class DumpLogFile
{
    /// <param name="text">The file.</param>
    /// <param name="inNamespace">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container of lines outside of any header.</param>
    public static IReadOnlyList<LogSection> Parse(string text, string inNamespace, string pod, string container)
    {
        var sections = new List<(string Container, List<string> Lines)>();
        List<string>? current = null;
        foreach (var raw in text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            var line = raw.ToString();
            if (Container(line, LogSection.StartPrefix) is { } started)
            {
                sections.Add((started, current = []));
            }
            else if (Container(line, LogSection.EndPrefix) is not null)
            {
                current = null;
            }
            else
            {
                if (current is null && line.Length == 0) continue;
                if (current is null) sections.Add((container, current = []));
                current.Add(line);
            }
        }

        return [.. sections.GroupBy(s => s.Container)
            .Select(g => new LogSection(inNamespace, pod, g.Key, [.. g.SelectMany(s => s.Lines)]))];
    }

    private static string? Container(string line, string prefix)
    {
        if (!line.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var end = line.IndexOf(" of pod ", prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : line[prefix.Length..end];
    }
}
