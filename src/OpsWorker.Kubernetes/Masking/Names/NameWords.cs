namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>The words of a name in lower case, whether it is written DB_PASSWORD, dbPassword, db-password or db.password.</summary>
internal ref struct NameWords
{
    /// <summary>Of a longer name its end is looked at: there stands the noun.</summary>
    public const int MaxLength = 96;

    private const int MaxWords = 24;

    private readonly Span<char> _text;
    private readonly Span<Range> _words;

    /// <param name="name">The name.</param>
    /// <param name="text">Room for twice <see cref="MaxLength"/> characters.</param>
    /// <param name="words">Room for the words.</param>
    public NameWords(ReadOnlySpan<char> name, Span<char> text, Span<Range> words)
    {
        if (name.Length > MaxLength) name = name[^MaxLength..];
        var length = Lower(name, text);
        _text = text[..length];
        _words = words;
        Count = ((ReadOnlySpan<char>)_text).Split(words, ' ');
    }

    public static int Room => MaxWords;

    public int Count { get; }

    /// <summary>A word, without the digits at its end; negative indexes count from the last.</summary>
    public readonly ReadOnlySpan<char> this[int index]
    {
        get
        {
            var at = index < 0 ? Count + index : index;
            return at < 0 || at >= Count ? [] : ((ReadOnlySpan<char>)_text[_words[at]]).TrimEnd("0123456789");
        }
    }

    public readonly bool HasAny(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> set, int from = 0)
    {
        for (var i = from; i < Count; i++)
        {
            if (set.Contains(this[i])) return true;
        }

        return false;
    }

    private static int Lower(ReadOnlySpan<char> name, Span<char> text)
    {
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (length > 0 && text[length - 1] != ' ') text[length++] = ' ';
                continue;
            }

            if (char.IsAsciiLetterUpper(c) && length > 0 && text[length - 1] != ' ' && StartsWord(name, i)) text[length++] = ' ';
            text[length++] = char.ToLowerInvariant(c);
        }

        while (length > 0 && text[length - 1] == ' ') length--;
        return length;
    }

    // dbPassword, and APIKey before its K.
    private static bool StartsWord(ReadOnlySpan<char> name, int i) =>
        i > 0 && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])
            || (char.IsAsciiLetterUpper(name[i - 1]) && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])
                && !(i + 2 == name.Length && name[i + 1] == 's')));
}
