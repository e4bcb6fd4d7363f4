namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Reads why an image was not pulled. The words are those of the OCI distribution API's errors, of containerd and CRI-O,
/// and of Go's resolver and dialler, which they pass on.
/// </summary>
internal static class PullFailure
{
    private static readonly string[] s_otherPlatform = ["no match for platform", "no matching manifest for", "exec format error"];

    private static readonly string[] s_unreachable =
    [
        "no such host", "dial tcp", "i/o timeout", "connection refused", "connection reset", "network is unreachable",
        "TLS handshake timeout", "server misbehaving", "503 Service Unavailable", "502 Bad Gateway",
        "server gave HTTP response to HTTPS client", "context deadline exceeded",
    ];

    // The second is the kubelet's own limit.
    private static readonly string[] s_limited =
        ["429 Too Many Requests", "pull QPS exceeded", "toomanyrequests", "status: 429", "status code 429"];

    // Go's verifier, which containerd, CRI-O and the kubelet share, puts this before each of its reasons.
    private static readonly string[] s_untrusted = ["x509:", "failed to verify certificate"];

    private static readonly string[] s_diskFull = ["no space left on device"];

    private static readonly string[] s_notFound =
    [
        "not found", "manifest unknown", "name unknown", "NAME_UNKNOWN", "MANIFEST_UNKNOWN", "code = NotFound",
        "repository does not exist", "invalid reference format", "couldn't parse image", "404",
    ];

    private static readonly string[] s_refused =
    [
        "unauthorized", "failed to authorize", "authorization failed", "authentication required", "no basic auth credentials",
        "access denied", "denied:", "403 Forbidden", "401 Unauthorized", "insufficient_scope", "may require authorization",
    ];

    // Docker Hub and containerd say both at once of what is private; these are said of credentials alone.
    private static readonly string[] s_credentials = ["no basic auth credentials", "401 Unauthorized", "incorrect username or password", "failed to fetch oauth token"];

    public static bool IsOtherPlatform(string text) => Has(text, s_otherPlatform);

    /// <summary>Whether the image was handed out, and the node has no room to unpack it.</summary>
    public static bool IsDiskFull(string text) => Has(text, s_diskFull);

    public static bool IsUnreachable(string text) => Has(text, s_unreachable);

    /// <summary>True where the registry or the kubelet counts too many pulls.</summary>
    public static bool IsLimited(string text) => Has(text, s_limited);

    /// <summary>True where the registry's certificate was refused.</summary>
    public static bool IsUntrusted(string text) => Has(text, s_untrusted);

    public static bool IsNotFound(string text) => Has(text, s_notFound);

    public static bool IsRefused(string text) => Has(text, s_refused);

    /// <summary>Whether the answer is about credentials, whatever it says of the image.</summary>
    public static bool IsAboutCredentials(string text) => Has(text, s_credentials);

    private static bool Has(string text, string[] words) =>
        words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
