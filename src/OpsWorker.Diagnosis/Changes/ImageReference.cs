namespace OpsWorker.Diagnosis.Changes;

/// <summary>A container image as a pod names it.</summary>
/// <param name="Name">The name with its registry: <c>ghcr.io/acme/checkout</c>.</param>
/// <param name="Tag">The tag; null where it has none.</param>
/// <param name="Digest">The digest; null where it has none.</param>
internal sealed record ImageReference(string Name, string? Tag, string? Digest)
{
    /// <summary>Reads an image.</summary>
    public static ImageReference Parse(string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var (rest, digest) = at < 0 ? (image, null) : (image[..at], image[(at + 1)..]);
        var colon = rest.LastIndexOf(':');

        // A colon before the last slash is that of the registry's port.
        return colon > rest.LastIndexOf('/')
            ? new ImageReference(rest[..colon], rest[(colon + 1)..], digest)
            : new ImageReference(rest, null, digest);
    }
}
