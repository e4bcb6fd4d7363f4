namespace OpsWorker.Core.CodeHosts;

/// <summary>The address of a repository on a code host.</summary>
/// <param name="Host">The host's name in lower case: <c>github.com</c>.</param>
/// <param name="Path">The owner or the groups, and the name: <c>acme/checkout</c>.</param>
public sealed record RepositoryAddress(string Host, string Path)
{
    private const int MinSegments = 2;
    private const int MaxSegments = 10;
    private const int MaxLength = 300;

    /// <summary>Reads an address as annotations and Argo CD write it, by HTTPS or SSH; null where it is none.</summary>
    public static RepositoryAddress? Parse(string text)
    {
        // Backstage writes "url:" before it, npm "git+".
        var address = WithoutPrefix(WithoutPrefix(text.Trim(), "url:"), "git+");
        if (address.Length > MaxLength) return null;
        if (Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" or "ssh")
        {
            return url.Host.Length == 0 ? null : Of(url.Host, url.AbsolutePath);
        }

        // As in "git@github.com:acme/checkout.git".
        var (at, colon) = (address.IndexOf('@', StringComparison.Ordinal), address.IndexOf(':', StringComparison.Ordinal));
        return at >= 0 && colon > at + 1 ? Of(address[(at + 1)..colon], address[(colon + 1)..]) : null;
    }

    /// <summary>The address of a path; null where it cannot be one of a repository.</summary>
    public static RepositoryAddress? Of(string host, string path)
    {
        var segments = Repository(path).Trim('/').Split('/');
        return segments.Length is >= MinSegments and <= MaxSegments && Array.TrueForAll(segments, IsName)
            ? new RepositoryAddress(host.ToLowerInvariant(), string.Join('/', segments))
            : null;
    }

    // Without what a web page has behind the repository's name.
    private static string Repository(string path)
    {
        foreach (var page in new[] { "/-/", "/tree/", "/blob/" })
        {
            if (path.IndexOf(page, StringComparison.Ordinal) is > 0 and var end) path = path[..end];
        }

        path = path.TrimEnd('/');
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
    }

    private static bool IsName(string segment) => segment.Length is > 0 and <= 100 && segment is not ("." or "..")
        && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string WithoutPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;
}
