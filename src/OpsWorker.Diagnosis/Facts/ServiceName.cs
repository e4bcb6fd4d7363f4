namespace OpsWorker.Diagnosis.Facts;

/// <summary>Finds the name of a Service in a line of a log.</summary>
internal static class ServiceName
{
    /// <summary>
    /// Whether a line names the Service: as a word, so that db is not named by a line about db-backup; and in this
    /// namespace, where the line names one.
    /// </summary>
    public static bool IsIn(string line, string name, string? ns)
    {
        for (var at = Next(line, name, 0); at >= 0; at = Next(line, name, at + 1))
        {
            var rest = line.AsSpan(at + name.Length);
            var isWhole = (at == 0 || !(IsOfName(line[at - 1]) || line[at - 1] == '.')) && (rest.IsEmpty || !IsOfName(rest[0]));
            if (isWhole && !NamesOtherNamespace(rest, ns)) return true;
        }

        return false;
    }

    private static bool NamesOtherNamespace(ReadOnlySpan<char> rest, string? ns)
    {
        if (rest.Length < 2 || rest[0] != '.' || !char.IsAsciiLetterOrDigit(rest[1])) return false;
        var label = rest[1..];
        var end = 0;
        while (end < label.Length && IsOfName(label[end])) end++;
        return !label[..end].Equals(ns, StringComparison.OrdinalIgnoreCase);
    }

    private static int Next(string line, string name, int from) => line.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
