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
        if (line.Length > MaxSentence || !line.EndsWith(':') || !line.Contains(' ')) return false;
        foreach (var range in line.Split(' '))
        {
            if (SecretName.Of(line[range].Trim(".,:()")) is NameKind.Password or NameKind.Token) return true;
        }

        return false;
    }

    /// <summary>True when the line is one word that looks drawn at random.</summary>
    public static bool Is(ReadOnlySpan<char> line) =>
        line.Length is >= 8 and <= MaxLength
            && !line.ContainsAny(Characters.NoSecret)
            && (Randomness.IsRandomOrHex(line)
                || (line.ContainsAnyInRange('0', '9') && (line.ContainsAnyInRange('a', 'z') || line.ContainsAnyInRange('A', 'Z'))));
}
