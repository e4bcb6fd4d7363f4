using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds passwords that a call takes by position: <c>NetworkCredential("ci", "X")</c>, <c>getConnection(url, "app", "X")</c>,
/// <c>createHmac("sha256", "X")</c>.
/// </summary>
internal static class CallScanner
{
    private const int MaxName = 48;
    private const int MaxArguments = 8;

    /// <summary>Functions that take an address or a database, a user and a password, in this order.</summary>
    private static readonly string[] s_connects = ["connect", "getconnection", "pdo", "mysqli", "directoryentry", "sequelize"];

    /// <summary>Functions whose second argument is a key.</summary>
    private static readonly string[] s_keyed =
    [
        "jwtsign", "jwtverify", "jwtencode", "jwtdecode", "createhmac", "pgpsymencrypt", "pgpsymdecrypt", "aesencrypt", "aesdecrypt",
    ];

    /// <summary>Functions whose arguments end with a password.</summary>
    private static readonly string[] s_logins = ["login", "authenticate", "signin", "logon"];

    /// <summary>Looks at an opening bracket; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        var start = at;
        while (start > line.Start && at - start < MaxName && (char.IsAsciiLetterOrDigit(text[start - 1])
            || text[start - 1] is '_' or '.' or ':' or ']' or '['))
            start--;
        line.Run.Add(at - start);
        if (start == at) return at + 1;
        Span<char> joined = stackalloc char[MaxName];
        var name = Join(text[start..at], joined);
        if (EndsWithAny(name, s_keyed)) return Argument(ref line, at, second: true, IsKey);
        if (EndsWithAny(name, s_connects)) return Argument(ref line, at, second: false, IsKey);
        if (EndsWithAny(name, s_logins) || (name.EndsWith("bind") && IsDirectoryName(text[(at + 1)..])))
            return Last(ref line, at, IsMixed);
        var isLogin = name.EndsWith("credential") || name.EndsWith("credentials") || name.EndsWith("basicauth")
            || name.EndsWith("basicauthentication") || name.EndsWith("passwordauthentication");
        if (isLogin) return Last(ref line, at, IsAny);
        return IsConstructor(text, start) ? Last(ref line, at, IsDrawn) : at + 1;
    }

    /// <summary>Takes the last text in the brackets at <paramref name="at"/> for a password; there must be two arguments.</summary>
    public static int Last(ref LineScanner line, int at, Func<ReadOnlySpan<char>, bool> isPassword)
    {
        Span<ValueRange> arguments = stackalloc ValueRange[MaxArguments];
        var count = Arguments(ref line, at + 1, arguments);
        var password = -1;
        for (var i = 1; i < count; i++)
        {
            if (arguments[i].Quoted) password = i;
        }

        return password < 0 ? at + 1 : Add(ref line, at, arguments[password], isPassword);
    }

    // bind('cn=app,dc=shop', 'X')
    private static bool IsDirectoryName(ReadOnlySpan<char> arguments)
    {
        var first = arguments[..Math.Min(arguments.Length, MaxName)].TrimStart("\\\"' ");
        return first.StartsWith("cn=", StringComparison.OrdinalIgnoreCase) || first.StartsWith("uid=", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("dc=", StringComparison.OrdinalIgnoreCase) || first.StartsWith("ou=", StringComparison.OrdinalIgnoreCase);
    }

    // new Client(account, 'X')
    private static bool IsConstructor(ReadOnlySpan<char> text, int start) => text[..start].EndsWith("new ");

    private static bool IsDrawn(ReadOnlySpan<char> value) => Randomness.IsKeyText(value) || Randomness.IsRandom(value);

    public static bool IsAny(ReadOnlySpan<char> value) => true;

    private static int Argument(ref LineScanner line, int at, bool second, Func<ReadOnlySpan<char>, bool> isPassword)
    {
        Span<ValueRange> arguments = stackalloc ValueRange[MaxArguments];
        var count = Arguments(ref line, at + 1, arguments);
        var index = second ? 1 : 2;
        return count > index && arguments[index].Quoted ? Add(ref line, at, arguments[index], isPassword) : at + 1;
    }

    private static int Add(ref LineScanner line, int at, ValueRange argument, Func<ReadOnlySpan<char>, bool> isPassword)
    {
        var value = line.Text[argument.Start..argument.End];
        if (value.IsEmpty || Placeholder.Is(value) || !isPassword(value)) return at + 1;
        line.Add(argument.Start, argument.End, "password", []);
        return at + 1;
    }

    private static bool IsKey(ReadOnlySpan<char> value) => value.Length >= 4 && !Placeholder.IsWord(value) && !Placeholder.IsNumber(value);

    private static bool IsMixed(ReadOnlySpan<char> value) =>
        value.Length >= 6 && value.ContainsAnyInRange('0', '9') && !value.ContainsAny(Characters.Marks);

    private static int Arguments(ref LineScanner line, int start, scoped Span<ValueRange> arguments)
    {
        var text = line.Text;
        var (at, count) = (start, 0);
        while (count < arguments.Length && at < text.Length)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '(') at++;
            var argument = ValueReader.Read(ref line, at);
            var end = argument.Quoted ? argument.End : PlainEnd(ref line, at);
            if (end <= at && !argument.Quoted) break;
            arguments[count++] = argument with { End = end };

            // The mark closed nothing: others were looked for behind it, as they would be for the next argument.
            if (argument.Quoted && end + 1 < text.Length && char.IsAsciiLetterOrDigit(text[end + 1])) break;
            var next = text[end..Math.Min(text.Length, end + MaxName)].IndexOfAny(',', ')');
            line.Run.Add(next < 0 ? MaxName : next);
            if (next < 0 || text[end + next] == ')') break;
            at = end + next + 1;
        }

        return count;
    }

    private static int PlainEnd(ref LineScanner line, int at)
    {
        var rest = line.Text.Slice(at, Math.Min(line.Text.Length - at, NameWords.MaxLength));
        var length = rest.IndexOfAny(',', ')');
        line.Run.Add(length < 0 ? rest.Length : length);
        return at + (length < 0 ? rest.Length : length);
    }

    // new Credentials(…), Credentials.new(…), Credentials::new(…)
    private static ReadOnlySpan<char> Join(ReadOnlySpan<char> name, Span<char> joined)
    {
        if (name.EndsWith(".new") || name.EndsWith(":new")) name = name[..^4];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) joined[length++] = char.ToLowerInvariant(c);
        }

        return joined[..length];
    }

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end)) return true;
        }

        return false;
    }
}
