namespace OpsWorker.Kubernetes.Masking;

/// <summary>Names of fields whose random-looking text identifies something, such as a trace.</summary>
internal static class NamesOfIds
{
    private static readonly string[] Endings =
    [
        "id", "uid", "name", "image", "digest", "hash", "sha", "sha256", "revision", "version", "etag", "path", "url", "uri", "host",
        "pod", "node", "container", "commit", "trace", "span", "request", "continue", "resourceversion", "checksum", "fingerprint",
    ];

    public static bool IsId(ReadOnlySpan<char> name)
    {
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
