namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds hashes of passwords, which can be guessed: those of crypt(3) and its relatives in their modular form, <c>$6$salt$hash</c>, and of
/// LDAP (RFC 2307), <c>{SSHA}hash</c>.
/// </summary>
internal static class CryptHash
{
    private const int MaxLength = 512;
    private const int MinLength = 20;

    private static readonly string[] s_schemes =
    [
        "1", "2", "2a", "2b", "2x", "2y", "5", "6", "7", "8", "9", "14",
        "y", "gy", "apr1", "argon2", "argon2i", "argon2d", "argon2id", "scrypt", "pbkdf2",
        "pbkdf2-sha1", "pbkdf2-sha256", "pbkdf2-sha512", "sha1", "bcrypt-sha256", "P", "H",
    ];

    private static readonly string[] s_directory =
        ["{SHA}", "{SSHA}", "{SHA256}", "{SSHA256}", "{SHA512}", "{SSHA512}", "{SMD5}", "{MD5}", "{PBKDF2"];

    private static readonly System.Buffers.SearchValues<char> s_body = System.Buffers.SearchValues.Create(TokenForm.Letters + "./+=,$-_");

    /// <summary>Where the hash that begins at <paramref name="at"/> ends; zero where there is none.</summary>
    public static int EndAt(ReadOnlySpan<char> text, int at)
    {
        var rest = text.Slice(at, Math.Min(text.Length - at, MaxLength));
        if (rest[0] == '{' && Plain(rest) is var plain and > 0) return at + plain;
        var prefix = rest[0] == '$' ? Scheme(rest) : rest[0] == '{' ? Directory(rest) : 0;
        if (prefix == 0) return 0;
        var length = rest[prefix..].IndexOfAnyExcept(s_body);
        var end = length < 0 ? rest.Length : prefix + length;
        if (end - prefix < MinLength || (rest[0] == '{' && IsChecksum(rest[prefix..end]))) return 0;
        return at + end;
    }

    // A directory keeps hashes in Base64; in hexadecimal it is the checksum of a file: Puppet's {md5}9e107d9d372bb6826bd81d3542a419d6.
    private static bool IsChecksum(ReadOnlySpan<char> hash) => !hash.ContainsAnyExcept(TokenForm.HexDigits);

    // Dovecot's password itself: {PLAIN}X
    private static int Plain(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["{PLAIN}", "{CLEAR}", "{CLEARTEXT}"])
        {
            if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
            var length = text[scheme.Length..].IndexOfAny(Characters.FieldEnds);
            return length < 0 ? text.Length : scheme.Length + length;
        }

        return 0;
    }

    private static int Scheme(ReadOnlySpan<char> text)
    {
        var close = text[1..Math.Min(text.Length, 20)].IndexOf('$');
        if (close < 0) return 0;
        foreach (var scheme in s_schemes)
        {
            if (text.Slice(1, close).SequenceEqual(scheme)) return close + 2;
        }

        return 0;
    }

    private static int Directory(ReadOnlySpan<char> text)
    {
        foreach (var scheme in s_directory)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return scheme.Length;
        }

        return 0;
    }
}
