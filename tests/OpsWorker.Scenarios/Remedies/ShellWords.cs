using System.Text;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>
/// Splits a command line into words as a POSIX shell does (Shell Command Language, 2.2 Quoting and 2.3 Token Recognition).
/// </summary>
internal static class ShellWords
{
    // Outside of quotes a shell acts on these: operators, expansions, patterns, comments.
    private const string Special = "|&;<>()$`*?[]#~{}!\n";

    /// <summary>The words.</summary>
    /// <exception cref="FormatException">A quotation is not closed, or the shell would do more than run one command.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c is ' ' or '\t')
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
                continue;
            }

            word ??= new StringBuilder();
            if (c is '\'' or '"') i = Quoted(line, i, word);
            else if (c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (c == '\\' || Special.Contains(c, StringComparison.Ordinal)) throw new FormatException($"'{c}' is not quoted");
            else word.Append(c);
        }

        if (word is not null) words.Add(word.ToString());
        return words;
    }

    // The position of the closing quotation mark.
    private static int Quoted(string line, int open, StringBuilder word)
    {
        for (var i = open + 1; i < line.Length; i++)
        {
            if (line[i] == line[open]) return i;
            if (line[open] == '"' && line[i] is '$' or '`') throw new FormatException($"'{line[i]}' is expanded within double quotes");
            if (line[open] == '"' && line[i] == '\\' && i + 1 < line.Length
                && "\"\\$`".Contains(line[i + 1], StringComparison.Ordinal)) i++;
            word.Append(line[i]);
        }

        throw new FormatException("a quotation is not closed");
    }
}
