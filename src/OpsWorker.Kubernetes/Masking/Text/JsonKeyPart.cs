using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the private parts of a JSON Web Key (RFC 7518) in text: in a line with <c>kty</c>, or long and drawn at random.</summary>
internal static class JsonKeyPart
{
    private const int MinLength = 16;

    /// <summary>Of an elliptic curve's key, the shortest.</summary>
    private const int MinAlone = 40;

    /// <summary>The value under a name; null where it is no such part.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The name, without its quotation marks.</param>
    /// <param name="sign">Where the sign of assignment is.</param>
    /// <param name="start">Where the value begins.</param>
    public static ValueRange? Of(ref LineScanner line, ReadOnlySpan<char> name, int sign, int start)
    {
        if (name is not ("d" or "p" or "q" or "dp" or "dq" or "qi" or "k") || line.Text[sign - 1] is not ('"' or '\'')) return null;
        if (start >= line.Text.Length || line.Text[start] is not ('"' or '\'' or '\\')) return null;
        var range = ValueReader.Read(ref line, start);
        var value = line.Text[range.Start..range.End];
        if (!range.Quoted || value.Length < MinLength || value.ContainsAnyExcept(TokenForm.Word)) return null;
        return line.HasKeyType || (value.Length >= MinAlone && Randomness.IsRandom(value)) ? range : null;
    }
}
