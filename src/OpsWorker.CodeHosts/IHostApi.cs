using OpsWorker.CodeHosts.Http;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts;

/// <summary>The reads of a host's API that a search is made of. Null stands for a resource that is not there.</summary>
internal interface IHostApi
{
    HostEndpoint Endpoint { get; }

    /// <summary>The repository's own name.</summary>
    Task<string?> NameAsync(RequestBudget budget, string repository, CancellationToken cancellationToken);

    /// <summary>The commits that a version has and another one has not, newest first.</summary>
    Task<IReadOnlyList<HostCommit>?> CompareAsync(
        RequestBudget budget, string repository, VersionStep step, CancellationToken cancellationToken);

    /// <summary>The successful deployments to an environment, newest first.</summary>
    Task<IReadOnlyList<HostDeployment>> DeploymentsAsync(
        RequestBudget budget, string repository, string environment, CancellationToken cancellationToken);

    /// <summary>The commits of the default branch in a time, newest first.</summary>
    Task<IReadOnlyList<HostCommit>?> CommitsAsync(
        RequestBudget budget, string repository, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The merged request that brought a commit; null where it came without one.</summary>
    Task<SourceChange?> MergeOfAsync(RequestBudget budget, string repository, HostCommit commit, CancellationToken cancellationToken);

    /// <summary>The files that a merged request or a commit changed.</summary>
    Task<IReadOnlyList<string>> FilesAsync(
        RequestBudget budget, string repository, SourceChange change, HostCommit commit, CancellationToken cancellationToken);
}

/// <summary>A commit of a host.</summary>
/// <param name="Sha">The whole id.</param>
/// <param name="Change">The commit as a change of its own.</param>
internal sealed record HostCommit(string Sha, SourceChange Change);

/// <summary>A deployment that a host recorded.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="At">The time.</param>
internal sealed record HostDeployment(string Sha, DateTimeOffset At);
