using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds a secret that a sentence gives: <c>the password for user 'ops' is 'X'</c>, <c>invalid API key provided: X</c>,
/// <c>jwt secret loaded (X)</c>. A sentence may name objects and people before it, and so the value must look like a password.
/// </summary>
internal static class SentenceScanner
{
    private const int MaxWords = 6;
    private const int MaxWord = 32;
    private const int MinBare = 8;
    private const int MaxValue = 256;

    /// <summary>The value given behind a secret's name; null where there is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="kind">The kind that the name announces.</param>
    /// <param name="end">Behind the name.</param>
    public static ValueRange? Find(ref LineScanner line, NameKind kind, int end)
    {
        var text = line.Text;
        var at = end;
        for (var words = 0; words < MaxWords && at < text.Length; words++)
        {
            while (at < text.Length && text[at] is ' ' or '\t') at++;
            var length = WordLength(text[at..]);
            if (length == 0) return null;
            line.Run.Add(length);
            var word = text.Slice(at, length);
            if (word[0] == '(' && word[^1] == ')' && IsDrawn(word[1..^1])) return new ValueRange(at + 1, at + length - 1, Quoted: true);
            at += length;
            if (Gives(word)) return Value(ref line, kind, at);
            if (word is "from" && Value(ref line, kind, at) is { } old && IsDrawn(text[old.Start..old.End])) return old;
            if (word.TrimEnd(",;").Length < length || !IsPartOfName(word)) return null;
        }

        return null;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var near = text[..Math.Min(text.Length, MaxValue + 1)];
        var length = near.IndexOfAny(' ', '\t');
        return length >= 0 ? length : text.Length <= MaxValue ? text.Length : 0;
    }

    // "is", "is:", "to", "provided:", "bob:"
    private static bool Gives(ReadOnlySpan<char> word) => word is "is" or "was" or "to" or "are" or "="
        || (word.Length > 1 && word[^1] == ':');

    private static bool IsPartOfName(ReadOnlySpan<char> word)
    {
        if (word.Length > MaxWord || word is "not" or "and" or "or" or "but") return false;
        return word[0] is '\'' or '"' || !word.ContainsAny(Characters.NoSecret);
    }

    private static ValueRange? Value(ref LineScanner line, NameKind kind, int at)
    {
        var text = line.Text;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        if (at >= text.Length) return null;
        var range = ValueReader.Read(ref line, at);
        var end = range.End;
        while (!range.Quoted && end > range.Start && text[end - 1] is '.' or ',' or ';') end--;
        range = range with { End = end };
        var value = text[range.Start..range.End];
        if (value.IsEmpty || Placeholder.Is(value) || value.ContainsAny(Characters.NoSecret)) return null;
        if (IsDrawn(value)) return range;
        if (kind is not NameKind.Password) return null;
        return range.Quoted ? value.Length >= 4 && !Placeholder.IsWord(value)
            && !IsObject(value) ? range : null : IsChosen(value) ? range : null;
    }

    private static bool IsDrawn(ReadOnlySpan<char> value) => Randomness.IsRandom(value) || Randomness.IsKeyText(value);

    private static bool IsObject(ReadOnlySpan<char> value) =>
        !value.ContainsAnyExcept(Characters.ObjectNames) && (value.ContainsAny('-', '.', '_') || !value.ContainsAnyInRange('0', '9'));

    // Winter!2024, but no name of an object, no version and no time.
    private static bool IsChosen(ReadOnlySpan<char> value) =>
        value.Length >= MinBare
            && value.ContainsAnyInRange('0', '9')
            && (value.ContainsAny(Characters.Signs) || (value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('a', 'z')))
            && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'));
}
