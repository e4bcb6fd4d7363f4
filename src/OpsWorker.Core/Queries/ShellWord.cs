namespace OpsWorker.Core.Queries;

/// <summary>Words of command lines that people copy into a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>
    /// The word as a shell reads it back unchanged: itself, or between single quotes where it holds a character that a shell acts on.
    /// The empty word is <c>''</c>. NUL, which no command line can hold, is left out.
    /// </summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(IsPlain)) return word;
        return "'" + word.Replace("\0", "", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal);
}
