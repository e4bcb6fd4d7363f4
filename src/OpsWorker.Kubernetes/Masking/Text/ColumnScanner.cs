using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds the values of columns that have a secret's name: <c>INSERT INTO users (name, password) VALUES ('bob', 'X')</c>,
/// <c>(user, password) = (app, X)</c>.
/// </summary>
internal static class ColumnScanner
{
    private const int MaxLooked = 512;
    private const int MaxColumns = 32;
    private const int MaxRows = 64;

    private static readonly System.Buffers.SearchValues<char> s_ends = System.Buffers.SearchValues.Create(",)");

    /// <summary>Looks at the values behind a list of names.</summary>
    /// <param name="line">The line.</param>
    /// <param name="close">Where the list of names is closed.</param>
    /// <param name="open">Where the first list of values is opened.</param>
    /// <returns>Where to go on; zero where no name is a secret's.</returns>
    public static int Scan(ref LineScanner line, int close, int open)
    {
        var text = line.Text;
        var from = Math.Max(line.Start, close - MaxLooked);
        var begin = text[from..close].LastIndexOf('(');
        line.Run.Add(close - from - Math.Max(begin, 0));
        if (begin < 0) return 0;
        Span<Range> names = stackalloc Range[MaxColumns];
        var list = text[(from + begin + 1)..close];
        var count = list.Split(names, ',');
        var hasSecret = false;
        for (var i = 0; i < count; i++) hasSecret |= IsSecret(list[names[i]]);
        return hasSecret ? Rows(ref line, list, names[..count], open) : 0;
    }

    private static bool IsSecret(ReadOnlySpan<char> name) => SecretName.Of(name.Trim()) is NameKind.Password or NameKind.Token;

    private static int Rows(ref LineScanner line, ReadOnlySpan<char> list, scoped Span<Range> names, int open)
    {
        var text = line.Text;
        var at = open;
        for (var row = 0; row < MaxRows && at < text.Length && text[at] == '('; row++)
        {
            at = Row(ref line, list, names, at + 1);
            var next = at;
            while (next < text.Length && text[next] is ')' or ',' or ' ') next++;
            if (next >= text.Length || text[next] != '(') break;
            at = next;
        }

        return at;
    }

    private static int Row(ref LineScanner line, ReadOnlySpan<char> list, scoped Span<Range> names, int at)
    {
        var text = line.Text;
        foreach (var range in names)
        {
            while (at < text.Length && text[at] is ' ' or '\t') at++;
            if (at >= text.Length || text[at] == ')') break;
            var value = ValueReader.Read(ref line, at);
            var end = value.Quoted ? value.End : PlainEnd(ref line, at);
            var word = text[value.Start..end];
            if (IsSecret(list[range]) && !Placeholder.Is(word) && (value.Quoted
                || !Placeholder.IsWord(word)) && !(word[0] is '?' or '@' or ':' && !value.Quoted))
                line.Add(value.Start, end, "password", list[range].Trim());
            var comma = line.SearchAny(end, s_ends);
            if (comma < 0) return text.Length;
            at = comma;
            if (text[at] == ')') break;
            at++;
        }

        return at;
    }

    private static int PlainEnd(ref LineScanner line, int at) =>
        line.SearchAny(at, s_ends) is var end and >= 0 ? end : line.Text.Length;
}
