using System.Buffers;

namespace OpsWorker.Core.Investigations;

/// <summary>Checks the keys of an <see cref="IEvidenceStore"/>, the same for every implementation.</summary>
public static class EvidenceKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 400;

    /// <summary>The longest part between two <c>/</c>, in characters: what every file system takes as a name.</summary>
    public const int MaxPartLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Checks the key, and with it that it leads nowhere but below the place of its organisation.</summary>
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

    /// <summary>Whether the text may stand between two <c>/</c>.</summary>
    public static bool IsPart(string part) =>
        part is not ("" or "." or "..") && part.Length <= MaxPartLength && !part.AsSpan().ContainsAnyExcept(Allowed);
}
