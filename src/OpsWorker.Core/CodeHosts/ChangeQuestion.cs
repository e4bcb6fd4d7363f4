using OpsWorker.Core.Findings;

namespace OpsWorker.Core.CodeHosts;

/// <summary>A question about the changes that a roll-out brought to a workload.</summary>
public sealed record ChangeQuestion
{
    /// <summary>The workload.</summary>
    public required ObjectReference Workload { get; init; }

    /// <summary>The time of the roll-out.</summary>
    public required DateTimeOffset RolledOutAt { get; init; }

    /// <summary>The image without tag and digest: <c>ghcr.io/acme/checkout</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The addresses of repositories that labels and annotations of the workload name, not yet checked.</summary>
    public IReadOnlyList<string> Sources { get; set; } = [];

    /// <summary>The versions before and after as a repository may name them, the likeliest first; empty where none is named.</summary>
    public IReadOnlyList<VersionStep> Versions { get; set; } = [];

    /// <summary>
    /// True where the pods got another image, so that what was merged shortly before may be in it; false where only other fields changed.
    /// </summary>
    public bool HasNewImage { get; init; }
}

/// <summary>A step from a version to another one.</summary>
/// <param name="Before">A tag or commit.</param>
/// <param name="After">A tag or commit.</param>
public sealed record VersionStep(string Before, string After);
