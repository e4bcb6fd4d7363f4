using System.Buffers;
using System.Net;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds the password of a line of PostgreSQL's password file, <c>host:port:database:user:password</c>, and of Postfix' one,
/// <c>[host]:port user:password</c>.
/// </summary>
internal static class PasswordFile
{
    private const int MaxField = 64;
    private const int MaxPassword = 256;
    private const int CryptLength = 13;

    private static readonly SearchValues<char> s_crypt =
        SearchValues.Create("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The password or its hash; null where the colon at <paramref name="at"/> is in a line of no such file.</summary>
    public static ValueRange? Find(ref LineScanner line, int at) => Password(ref line, at) ?? Relay(ref line, at) ?? Crypt(ref line, at);

    /// <summary>The password; null where the colon at <paramref name="at"/> is not the first one of such a line.</summary>
    private static ValueRange? Password(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (at == 0 || at + 1 >= text.Length || char.IsWhiteSpace(text[at - 1])) return null;
        if (text[at + 1] != '*' && !char.IsAsciiDigit(text[at + 1])) return null;
        var port = Field(ref line, at + 1);
        var database = port < 0 || !IsPort(text[(at + 1)..port]) ? -1 : Field(ref line, port + 1);
        var user = database < 0 ? -1 : Field(ref line, database + 1);
        if (user < 0 || !IsName(text[(port + 1)..database]) || !IsName(text[(database + 1)..user])) return null;
        var rest = text[(user + 1)..Math.Min(text.Length, user + 1 + MaxPassword)];
        var end = user + 1 + PasswordLength(rest);
        line.Run.Add(end - user);
        while (end > user + 1 && text[end - 1] is ',' or ';' or ')' or ']') end--;
        var password = text[(user + 1)..end];
        if (password.Length < 4 || Placeholder.Is(password) || password.StartsWith("//") || IsAddress(text, at, end)) return null;
        return new ValueRange(user + 1, end, Quoted: false);
    }

    // A colon or a backslash within the password has a backslash before it.
    private static int PasswordLength(ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length && rest[i + 1] is ':' or '\\') i++;
            else if (rest[i] is ' ' or '\t' or '"' or '\'' or '`' or '<' or '>' or '\\') return i;
        }

        return rest.Length;
    }

    // user:hash in the form of crypt(3), 13 characters, as the oldest htpasswd files have it.
    private static ValueRange? Crypt(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (text.Length - at > MaxField) return null;
        var rest = text[(at + 1)..].TrimEnd();
        if (rest.Length != CryptLength || at - line.Start > MaxField || !IsName(text[line.Start..at])) return null;
        line.Run.Add(at - line.Start + rest.Length);
        if (text[line.Start..at].ContainsAnyExcept(TokenForm.Dotted) || rest.ContainsAnyExcept(s_crypt)) return null;
        var mixed = rest.ContainsAnyInRange('0', '9') && rest.ContainsAnyInRange('a', 'z') && rest.ContainsAnyInRange('A', 'Z');
        return mixed ? new ValueRange(at + 1, at + 1 + rest.Length, Quoted: false) : null;
    }

    /// <summary>The password behind the colon at <paramref name="at"/>; null where the line has no host before and something
    /// behind.</summary>
    private static ValueRange? Relay(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (text.Length - at > MaxPassword) return null;
        var rest = text[(at + 1)..].TrimEnd("\"' \t");
        if (rest.Length < 6) return null;
        line.Run.Add(rest.Length);
        if (rest.ContainsAny(Characters.AddressEnds) || rest.ContainsAny('/', ':') || !rest.ContainsAnyInRange('0', '9')) return null;
        var before = text[Math.Max(line.Start, at - MaxPassword)..at].TrimStart("\"' \t");
        line.Run.Add(before.Length);
        var space = before.IndexOfAny(' ', '\t');
        if (space <= 0 || !IsHost(before[..space])) return null;
        var user = before[space..].TrimStart(" \t");
        if (user.IsEmpty || user.ContainsAny(' ', '\t') || !IsName(user) || user.ContainsAny('/', '=')) return null;
        return IsChosen(rest) ? new ValueRange(at + 1, at + 1 + rest.Length, Quoted: false) : null;
    }

    // [smtp.test]:587, smtp.test:587, smtp.test
    private static bool IsHost(ReadOnlySpan<char> word)
    {
        var colon = word.LastIndexOf(':');
        if (colon > 0 && !word[(colon + 1)..].ContainsAnyExcept(Characters.Digits)) word = word[..colon];
        return word.Contains('.') && word.ContainsAnyInRange('a', 'z') && !word.Trim("[]").ContainsAnyExcept(TokenForm.Dotted);
    }

    private static bool IsChosen(ReadOnlySpan<char> value) =>
        Randomness.IsRandom(value) || (value.ContainsAny(Characters.Signs) && IsName(value));

    // Where the field that begins here has its colon; below zero where it has none.
    private static int Field(ref LineScanner line, int start)
    {
        var rest = line.Text[start..Math.Min(line.Text.Length, start + MaxField)];
        var length = rest.IndexOfAny(Characters.FieldEnds);
        line.Run.Add(length < 0 ? rest.Length : length);
        return length > 0 && rest[length] == ':' ? start + length : -1;
    }

    private static bool IsPort(ReadOnlySpan<char> field) =>
        field is "*" || (field.Length is 4 or 5 && !field.ContainsAnyExcept(Characters.Digits));

    private static bool IsName(ReadOnlySpan<char> field) =>
        field is "*" || field.ContainsAnyInRange('a', 'z') || field.ContainsAnyInRange('A', 'Z');

    // The groups of an IPv6 address may look like a port and names.
    private static bool IsAddress(ReadOnlySpan<char> text, int colon, int end)
    {
        var start = colon;
        while (start > 0 && colon - start < MaxField && (char.IsAsciiHexDigit(text[start - 1]) || text[start - 1] is ':' or '.')) start--;
        return end - start <= MaxField && IPAddress.TryParse(text[start..end], out _);
    }
}
