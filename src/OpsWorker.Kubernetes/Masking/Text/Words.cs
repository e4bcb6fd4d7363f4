using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the end of a password that is several words.</summary>
internal static class Words
{
    private const int Max = 12;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_sentence = new HashSet<string>(
        ("for from of in at on is to with user host and or by failed was not after before during using while when because but as if "
        + "does did must will has have cannot can the a an this that it").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The end of the value that begins with the word <paramref name="first"/>. In a line <c>password: …</c> the rest of the line is the
    /// value; within a sentence only words without digits go on.
    /// </summary>
    public static int End(ReadOnlySpan<char> text, ValueRange first, bool colon, bool lineStart)
    {
        var end = first.End;
        var phrase = Placeholder.IsWord(text[first.Start..first.End]);
        if (!(lineStart && colon) && !phrase) return end;
        for (var words = 0; words < Max || lineStart; words++)
        {
            var start = end;
            while (start < text.Length && text[start] is ' ' or '\t') start++;
            if (start == end || start >= text.Length) return end;
            var length = text[start..].IndexOfAny(' ', '\t');
            var word = text.Slice(start, length < 0 ? text.Length - start : length);
            if (word[0] is '#' or '(' or '[' or '{' or '|' or '<' or '"' or '\'' or '-' or '/' || ValueReader.IsKey(word, 0)) return end;
            if (!(lineStart && colon) && (!Placeholder.IsWord(word.TrimEnd(",.;")) || s_sentence.Contains(word.TrimEnd(",.;")))) return end;
            end = start + word.TrimEnd("\",;)}'").Length;
            if (word.EndsWith(',') || word.EndsWith(';')) return end;
        }

        return end;
    }
}
