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
        "TLS handshake timeout", "server misbehaving", "x509:", "certificate signed by unknown authority",
        "503 Service Unavailable", "502 Bad Gateway", "toomanyrequests", "429 Too Many Requests",
        "server gave HTTP response to HTTPS client", "context deadline exceeded",
    ];

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

    public static bool IsOtherPlatform(string text) => Has(text, s_otherPlatform);

    public static bool IsUnreachable(string text) => Has(text, s_unreachable);

    public static bool IsNotFound(string text) => Has(text, s_notFound);

    public static bool IsRefused(string text) => Has(text, s_refused);

    private static bool Has(string text, string[] words) =>
        words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
