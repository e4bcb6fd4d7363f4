namespace OpsWorker.Core.CodeHosts;

/// <summary>The reason to believe that a roll-out brought changes.</summary>
public enum ChangeBasis
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>The repository has the changes between the versions before and after.</summary>
    Versions,

    /// <summary>The code host recorded the deployment of the changes.</summary>
    Deployments,

    /// <summary>The changes were merged shortly before the roll-out, and nothing says which of them are in it.</summary>
    Time,
}

/// <summary>The answer of a code host to a question.</summary>
public sealed record ChangeAnswer
{
    /// <summary>The question.</summary>
    public required ChangeQuestion Question { get; init; }

    /// <summary>The repository: <c>acme/checkout</c>; null where no configured host has it.</summary>
    public string? Repository { get; init; }

    /// <summary>The basis of <see cref="Changes"/>.</summary>
    public ChangeBasis Basis { get; init; }

    /// <summary>The step that was found: versions, or the commits of deployments.</summary>
    public VersionStep? Step { get; init; }

    /// <summary>True where the roll-out returned to an earlier version and so took the changes back.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The changes, newest first.</summary>
    public IReadOnlyList<SourceChange> Changes { get; set; } = [];

    /// <summary>The reason for a missing or incomplete answer, in one sentence without credentials; null where it is complete.</summary>
    public string? Failure { get; init; }
}

/// <summary>A merged pull or merge request, or a commit that came without one.</summary>
/// <param name="Id">The host's id: <c>#812</c>, <c>!45</c>, or a short commit id.</param>
/// <param name="Title">The title, on one line.</param>
/// <param name="Author">The author's login or name.</param>
/// <param name="At">The time of the merge or commit.</param>
/// <param name="Url">The page on the host; null where its address is not the host's.</param>
public sealed record SourceChange(string Id, string Title, string Author, DateTimeOffset At, string? Url)
{
    /// <summary>True where a program opened it, such as Dependabot or Renovate.</summary>
    public bool IsByBot { get; init; }

    /// <summary>The paths of changed files, at most <see cref="MaxFiles"/>.</summary>
    public IReadOnlyList<string> Files { get; set; } = [];

    /// <summary>The maximum number of paths.</summary>
    public const int MaxFiles = 40;
}
