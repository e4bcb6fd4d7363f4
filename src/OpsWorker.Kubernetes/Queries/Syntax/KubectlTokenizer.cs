using System.Text;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>
/// Splits a command into words as a shell does, and refuses characters that a shell would act on: no shell is run here,
/// so they would not have the meaning that their author expects.
/// </summary>
internal static class KubectlTokenizer
{
    private const int MaxLength = 4096;
    private const string NotOutsideQuotes = "|&;<>$`\\*?~#{}()[]^";
    private const string NotInDoubleQuotes = "$`\\";

    public static IReadOnlyList<string> Split(string text)
    {
        if (text.Length > MaxLength) throw new RefusedException(text[..20], $"A command is at most {MaxLength} characters long.");
        var words = new List<string>();
        var position = 0;
        while (true)
        {
            while (position < text.Length && text[position] is ' ' or '\t') position++;
            if (position == text.Length) return words;
            words.Add(ReadWord(text, ref position));
        }
    }

    private static string ReadWord(string text, ref int position)
    {
        var word = new StringBuilder();
        while (position < text.Length && text[position] is not (' ' or '\t'))
        {
            var c = text[position];
            if (c is '\'' or '"')
            {
                ReadQuoted(text, ref position, word);
                continue;
            }

            Check(c, NotOutsideQuotes);
            word.Append(c);
            position++;
        }

        return word.ToString();
    }

    private static void ReadQuoted(string text, ref int position, StringBuilder word)
    {
        var quote = text[position++];
        while (position < text.Length && text[position] != quote)
        {
            Check(text[position], quote == '"' ? NotInDoubleQuotes : "");
            word.Append(text[position++]);
        }

        if (position == text.Length) throw new RefusedException(quote.ToString(), $"The quotation mark {quote} is not closed.");
        position++;
    }

    private static void Check(char c, string refused)
    {
        if (char.IsControl(c))
        {
            throw new RefusedException($"\\u{(int)c:x4}", $"The control character \\u{(int)c:x4} is refused: a command is one line.");
        }

        if (!refused.Contains(c, StringComparison.Ordinal)) return;
        throw new RefusedException(c.ToString(), $"'{c}' is refused: this is no shell. Text that holds it stands between single quotes.");
    }
}
