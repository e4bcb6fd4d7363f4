namespace OpsWorker.Core.CodeHosts;

/// <summary>The configured code hosts.</summary>
/// <param name="Hosts">The hosts in the order of the settings.</param>
public sealed record CodeHostSet(IReadOnlyList<CodeHostAccess> Hosts)
{
    /// <summary>No host, so that none is asked.</summary>
    public static readonly CodeHostSet None = new([]);

    /// <summary>The hosts that may be asked for a cluster.</summary>
    /// <param name="cluster">The cluster's name; null where none is known.</param>
    public IEnumerable<CodeHostAccess> For(string? cluster) =>
        Hosts.Where(host => host.Clusters.Count == 0 || (cluster is not null && host.Clusters.Contains(cluster)));
}

/// <summary>A code host and the repositories of it that may be read.</summary>
public sealed record CodeHostAccess
{
    /// <summary>The name in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>The client.</summary>
    public required ICodeHost Client { get; init; }

    /// <summary>The host's name in addresses of repositories: <c>github.com</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The host's container registry: <c>ghcr.io</c>; null where it has none that is known.</summary>
    public string? Registry { get; init; }

    /// <summary>The repositories that may be read: <c>acme/checkout</c>, or <c>acme/*</c> for all of an owner or group.</summary>
    public required IReadOnlyList<string> Repositories { get; init; }

    /// <summary>The repositories of images whose names and annotations do not say it.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of the clusters for which the host is asked; empty for all.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The repositories that a question may mean: by the settings, by annotations, by the image's name.</summary>
    public IEnumerable<string> RepositoriesOf(ChangeQuestion question) =>
        (Images.TryGetValue(question.Image, out var configured) ? [configured] : Named(question).Concat(OfImage(question.Image)))
            .Where(Allows)
            .Distinct();

    /// <summary>True for a repository that may be read.</summary>
    public bool Allows(string repository) =>
        RepositoryAddress.Of(Host, repository)?.Path == repository && Repositories.Any(pattern => Fits(repository, pattern));

    private static bool Fits(string repository, string pattern) => pattern.EndsWith("/*", StringComparison.Ordinal)
        ? repository.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : repository.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Named(ChangeQuestion question) => question.Sources
        .Select(RepositoryAddress.Parse)
        .OfType<RepositoryAddress>()
        .Where(address => address.Host == Host)
        .Select(address => address.Path);

    // A registry puts further names behind the repository's: GitHub's has two, GitLab's groups in groups.
    private IEnumerable<string> OfImage(string image)
    {
        if (Registry is null || !image.StartsWith(Registry + "/", StringComparison.OrdinalIgnoreCase)) yield break;
        var segments = image[(Registry.Length + 1)..].Split('/');
        foreach (var count in new[] { segments.Length, segments.Length - 1, 2 }.Distinct())
        {
            if (count >= 2 && RepositoryAddress.Of(Host, string.Join('/', segments.Take(count))) is { } address) yield return address.Path;
        }
    }
}
