using OpsWorker.CodeHosts.Http;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts;

/// <summary>One search. What it has found until a request fails is its answer.</summary>
internal sealed class ChangeSearch(
    IHostApi api, string repository, string environment, ChangeQuestion question, RequestBudget budget)
{
    // A roll-out follows its deployment, and pods are replaced one after the other.
    private static readonly TimeSpan s_deployedBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_deployedAfter = TimeSpan.FromMinutes(5);

    // A build and its tests take a while.
    private static readonly TimeSpan s_mergedBefore = TimeSpan.FromHours(2);

    private const int MaxSteps = 4;
    private const int MaxCommits = 12;
    private const int MaxPath = 200;

    /// <summary>The answer so far.</summary>
    public ChangeAnswer Answer { get; private set; } = new() { Question = question, Repository = repository };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var commits = await BetweenVersionsAsync(cancellationToken)
            ?? await BetweenDeploymentsAsync(cancellationToken)
            ?? await ByTimeAsync(cancellationToken);
        if (commits is null)
        {
            if (await api.NameAsync(budget, repository, cancellationToken) is null)
            {
                Answer = Answer with { Failure = CodeHost.NoRepository(api.Endpoint, repository) };
            }

            return;
        }

        await ReadChangesAsync(commits, cancellationToken);
    }

    private async Task<IReadOnlyList<HostCommit>?> BetweenVersionsAsync(CancellationToken cancellationToken)
    {
        foreach (var step in question.Versions.Take(MaxSteps))
        {
            if (await BetweenAsync(step, ChangeBasis.Versions, cancellationToken) is { } commits) return commits;
        }

        return null;
    }

    private async Task<IReadOnlyList<HostCommit>?> BetweenDeploymentsAsync(CancellationToken cancellationToken)
    {
        var deployments = await api.DeploymentsAsync(budget, repository, environment, cancellationToken);
        var index = deployments.ToList().FindIndex(IsOfRollOut);
        if (index < 0 || index + 1 >= deployments.Count) return null;
        var step = new VersionStep(deployments[index + 1].Sha, deployments[index].Sha);
        return step.Before == step.After ? null : await BetweenAsync(step, ChangeBasis.Deployments, cancellationToken);
    }

    private bool IsOfRollOut(HostDeployment deployment) =>
        deployment.At >= question.RolledOutAt - s_deployedBefore && deployment.At <= question.RolledOutAt + s_deployedAfter;

    private async Task<IReadOnlyList<HostCommit>?> ByTimeAsync(CancellationToken cancellationToken)
    {
        if (!question.HasNewImage) return null;
        var commits = await api.CommitsAsync(
            budget, repository, question.RolledOutAt - s_mergedBefore, question.RolledOutAt, cancellationToken);
        if (commits is not null) Answer = Answer with { Basis = ChangeBasis.Time };

        // Not every host keeps to the times that it is asked for.
        return commits?.Where(c => c.Change.At <= question.RolledOutAt && c.Change.At >= question.RolledOutAt - s_mergedBefore).ToList();
    }

    // A version that lacks what the one before had is a return to it.
    private async Task<IReadOnlyList<HostCommit>?> BetweenAsync(VersionStep step, ChangeBasis basis, CancellationToken cancellationToken)
    {
        if (await api.CompareAsync(budget, repository, step, cancellationToken) is not { } commits) return null;
        Answer = Answer with { Basis = basis, Step = step };
        if (commits.Count > 0) return commits;
        var back = await api.CompareAsync(budget, repository, new VersionStep(step.After, step.Before), cancellationToken);
        Answer = Answer with { IsReturn = back is { Count: > 0 } };
        return back ?? commits;
    }

    private async Task ReadChangesAsync(IReadOnlyList<HostCommit> commits, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        foreach (var commit in commits.Take(MaxCommits))
        {
            var change = await api.MergeOfAsync(budget, repository, commit, cancellationToken) ?? commit.Change;
            if (!known.Add(change.Id)) continue;
            var files = await api.FilesAsync(budget, repository, change, commit, cancellationToken);
            var kept = files.Where(file => file.Length <= MaxPath).Take(SourceChange.MaxFiles);
            Answer = Answer with { Changes = [.. Answer.Changes, change with { Files = [.. kept] }] };
        }
    }
}
