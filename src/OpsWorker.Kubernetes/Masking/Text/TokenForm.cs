using System.Buffers;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>The form of a token: what it begins with, and what follows.</summary>
/// <param name="Kind">What stands in its pseudonym.</param>
/// <param name="Prefix">What it begins with.</param>
/// <param name="Min">The least number of characters behind the prefix.</param>
/// <param name="Body">The characters behind the prefix.</param>
/// <param name="Mixed">Whether names of resources begin alike, so that it must have upper case, or a digit and no hyphen.</param>
/// <param name="Random">Whether other words begin alike, so that it must look drawn at random.</param>
internal sealed record TokenForm(
    string Kind, string Prefix, int Min, SearchValues<char> Body, bool Mixed = false, bool Random = false)
{
    /// <summary>
    /// So many characters decide whether it is one, so that text which begins so again and again is not read to its end each time.
    /// </summary>
    private const int MaxLooked = 256;

    /// <summary>So many characters of Base64 before it make a token a part of them.</summary>
    private const int LeastBase64 = 32;

    private static readonly SearchValues<char> s_standardBase64 = SearchValues.Create(Letters + "+/");

    public const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters);
    public static readonly SearchValues<char> Word = SearchValues.Create(Letters + "_-");
    public static readonly SearchValues<char> Dotted = SearchValues.Create(Letters + "_-.=");
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + "+/=_-");
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF-");
    public static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    public static readonly SearchValues<char> Upper = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>The end of the token that begins at <paramref name="at"/>; zero where there is none.</summary>
    public int Match(ReadOnlySpan<char> text, int at)
    {
        if (!text[at..].StartsWith(Prefix, StringComparison.Ordinal)) return 0;
        var rest = text[(at + Prefix.Length)..];
        var body = Run(rest[..Math.Min(rest.Length, MaxLooked)]);
        if (body.Length < Min || IsFiller(body) || Placeholder.IsExample(text.Slice(at, Prefix.Length + body.Length))) return 0;
        if (Mixed && !body.ContainsAnyInRange('A', 'Z') && (body.Contains('-') || !body.ContainsAnyInRange('0', '9'))) return 0;
        if (Random && !(Randomness.IsRandom(body.TrimEnd(':')) || IsPair(body))) return 0;
        var end = at + Prefix.Length + Run(rest).Length;
        return IsWithinBase64(text, at, end) ? 0 : end;
    }

    // In a megabyte of Base64 a prefix of three letters comes by chance some ten times; a token in a URL has a colon or a dot before it.
    private static bool IsWithinBase64(ReadOnlySpan<char> text, int start, int end) =>
        start >= LeastBase64 && end < text.Length
        && text[start - 1] is '+' or '/' && text[end] is '+' or '/'
        && !text[(start - LeastBase64)..start].ContainsAnyExcept(s_standardBase64);

    // NAME:SECRET
    private static bool IsPair(ReadOnlySpan<char> body) => body.IndexOf(':') is var colon and > 0 && IsKey(body[(colon + 1)..]);

    private static bool IsKey(ReadOnlySpan<char> secret) =>
        secret.Length >= 40 && secret.ContainsAnyInRange('0', '9') && !secret.ContainsAny(':', '-');

    private ReadOnlySpan<char> Run(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Body);
        return (length < 0 ? text : text[..length]).TrimEnd(".-");
    }

    // xxxxxxxx, 00000000
    private static bool IsFiller(ReadOnlySpan<char> body)
    {
        var first = body[0];
        return !body.ContainsAnyExcept(first, '-', '_') || (body.Length > 12 && !body[..12].ContainsAnyExcept(first, body[1]));
    }
}
