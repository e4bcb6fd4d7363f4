using System.Buffers;

namespace OpsWorker.Core.Investigations;

/// <summary>Validates keys of an <see cref="IEvidenceStore"/>, identically for every implementation.</summary>
public static class EvidenceKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 400;

    /// <summary>Maximum length of a part between two <c>/</c>, in characters: every file system accepts such a name.</summary>
    public const int MaxPartLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Validates the key, including that it cannot leave the organisation's folder.</summary>
    /// <exception cref="ArgumentException">The key has another form than <see cref="IEvidenceStore"/> says.</exception>
    public static void Check(string key)
    {
        if (key.Length > MaxLength || !key.Split('/').All(IsPart))
        {
            throw new ArgumentException(
                "An evidence key has letters, digits, '-', '_' and '.' in parts joined by '/'; no part is '.' or '..'.",
                nameof(key));
        }
    }

    /// <summary>True if the text is a valid part between two <c>/</c>.</summary>
    public static bool IsPart(string part) =>
        part is not ("" or "." or "..") && part.Length <= MaxPartLength && !part.AsSpan().ContainsAnyExcept(Allowed);
}
