using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Recognises a secret in a line of its own, behind a sentence that ends in a colon: "Please use the following password:". Programs print
/// those that they generate when they start for the first time.
/// </summary>
internal static class AnnouncedSecret
{
    private const int MaxSentence = 200;
    private const int MaxLength = 256;

    /// <summary>True when the line announces a secret in the next one.</summary>
    public static bool IsBefore(ReadOnlySpan<char> line)
    {
        if (line.Length > MaxSentence || !line.Contains(' ')) return false;
        if (Form(line) is { IsEmpty: false } field) return SecretName.Of(field) is NameKind.Password or NameKind.Token;
        if (!line.EndsWith(':')) return false;
        foreach (var range in line.Split(' '))
        {
            if (SecretName.Of(line[range].Trim(".,:()")) is NameKind.Password or NameKind.Token) return true;
        }

        return false;
    }

    /// <summary>True when the line says that a secret was made; the next one may have it: "New value: …".</summary>
    public static bool IsChange(ReadOnlySpan<char> line)
    {
        if (line.Length > MaxSentence || line.IsEmpty || line[^1] is not ('.' or '!')) return false;
        var (secret, made) = (false, false);
        foreach (var range in line[..^1].Split(' '))
        {
            var word = line[range].Trim(".,:()!");
            made |= word is "reset" or "generated" or "created" or "changed" or "rotated" or "updated" or "set";
            secret |= SecretName.Of(word) is NameKind.Password or NameKind.Token;
        }

        return secret && made;
    }

    /// <summary>Where the value begins in "New value: …", which looks chosen or generated; zero where it is anything else.</summary>
    public static int MadeAt(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(": ");
        return colon > 0 && line[..colon].EndsWith("value", StringComparison.OrdinalIgnoreCase) && OwnedSecret.IsChosen(line[(colon + 2)..])
            ? colon + 2 : 0;
    }

    // RFC 7578: Content-Disposition: form-data; name="password"
    private static ReadOnlySpan<char> Form(ReadOnlySpan<char> line)
    {
        const string Part = "form-data; name=\"";
        var at = line.IndexOf(Part);
        if (at < 0) return [];
        var name = line[(at + Part.Length)..];
        var end = name.IndexOf('"');
        return end < 0 ? [] : name[..end];
    }

    /// <summary>True when the line is one word that looks drawn at random.</summary>
    public static bool Is(ReadOnlySpan<char> line) =>
        line.Length is >= 8 and <= MaxLength
            && !line.ContainsAny(Characters.NoSecret)
            && (Randomness.IsRandomOrHex(line)
                || (line.ContainsAnyInRange('0', '9') && (line.ContainsAnyInRange('a', 'z') || line.ContainsAnyInRange('A', 'Z'))));
}
