namespace OpsWorker.CodeHosts.Settings;

/// <summary>The APIs of code hosts.</summary>
public enum CodeHostKind
{
    /// <summary><c>github</c>: GitHub, or an Enterprise Server.</summary>
    GitHub,

    /// <summary><c>gitlab</c>: GitLab, or a server of one's own.</summary>
    GitLab,
}

/// <summary>The settings of a code host: section <c>CodeHosts:NAME</c>. Its token is a secret of its own.</summary>
public sealed record CodeHostSettings
{
    /// <summary>The default time limit of a search.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The default name of the environment whose deployments count.</summary>
    public const string DefaultEnvironment = "production";

    /// <summary>The name of your choice.</summary>
    public required string Name { get; init; }

    /// <summary>The API.</summary>
    public required CodeHostKind Kind { get; init; }

    /// <summary>The address of a server of one's own; null for github.com or gitlab.com.</summary>
    public Uri? Url { get; init; }

    /// <summary>The container registry; null for the host's own.</summary>
    public string? Registry { get; init; }

    /// <summary>The repositories that may be read: <c>acme/checkout</c>, <c>acme/*</c>; never empty.</summary>
    public required IReadOnlyList<string> Repositories { get; init; }

    /// <summary>The repositories of images that do not say it.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of clusters for which the host is asked; empty for all.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The environment whose deployments count.</summary>
    public string Environment { get; init; } = DefaultEnvironment;

    /// <summary>The time limit of a search with all of its requests.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
