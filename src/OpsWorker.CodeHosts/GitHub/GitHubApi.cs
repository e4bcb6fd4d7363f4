using System.Globalization;
using OpsWorker.CodeHosts.Http;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts.GitHub;

/// <summary>GitHub's REST API, of github.com or of an Enterprise Server.</summary>
internal sealed class GitHubApi(HttpClient http, HostEndpoint endpoint, TimeProvider time) : IHostApi
{
    private const string Version = "2022-11-28";
    private const int PageSize = 100;
    private const int MaxPages = 3;
    private const int MaxStatuses = 4;

    private readonly HostHttp _http = new(http, endpoint, Authorize, time);

    public HostEndpoint Endpoint => endpoint;

    public async Task<string?> NameAsync(RequestBudget budget, string repository, CancellationToken cancellationToken) =>
        (await _http.GetAsync($"repos/{repository}", GitHubJson.Default.GitHubRepository, budget, cancellationToken))?.Body.FullName;

    public async Task<IReadOnlyList<HostCommit>?> CompareAsync(
        RequestBudget budget, string repository, VersionStep step, CancellationToken cancellationToken)
    {
        var path = $"repos/{repository}/compare/{Uri.EscapeDataString(step.Before)}...{Uri.EscapeDataString(step.After)}";
        var commits = new List<GitHubCommit>();
        for (var page = 1; page <= MaxPages; page++)
        {
            var answer = await _http.GetAsync(
                $"{path}?per_page={PageSize}&page={page}", GitHubJson.Default.GitHubComparison, budget, cancellationToken);
            if (answer is null) return null;
            commits.AddRange(answer.Body.Commits ?? []);
            if (!answer.HasNext) break;
        }

        // The oldest come first.
        commits.Reverse();
        return [.. commits.Select(Commit)];
    }

    public async Task<IReadOnlyList<HostDeployment>> DeploymentsAsync(
        RequestBudget budget, string repository, string environment, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"repos/{repository}/deployments?environment={Uri.EscapeDataString(environment)}&per_page={PageSize}",
            GitHubJson.Default.ListGitHubDeployment, budget, cancellationToken);
        var successful = new List<HostDeployment>();
        var newest = (answer?.Body ?? []).Where(d => d.Environment == environment).OrderByDescending(d => d.CreatedAt);
        foreach (var deployment in newest.Take(MaxStatuses))
        {
            if (await HasSucceededAsync(budget, repository, deployment, cancellationToken))
            {
                successful.Add(new HostDeployment(deployment.Sha, deployment.CreatedAt));
            }
        }

        return successful;
    }

    public async Task<IReadOnlyList<HostCommit>?> CommitsAsync(
        RequestBudget budget, string repository, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"repos/{repository}/commits?since={HostHttp.Time(from)}&until={HostHttp.Time(to)}&per_page={PageSize}",
            GitHubJson.Default.ListGitHubCommit, budget, cancellationToken);
        return answer?.Body.ConvertAll(Commit);
    }

    public async Task<SourceChange?> MergeOfAsync(
        RequestBudget budget, string repository, HostCommit commit, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"repos/{repository}/commits/{commit.Sha}/pulls", GitHubJson.Default.ListGitHubPull, budget, cancellationToken);
        var merged = (answer?.Body ?? []).Where(p => p.MergedAt is not null).ToList();
        return (merged.Find(p => p.MergeCommitSha == commit.Sha) ?? merged.FirstOrDefault()) is { } pull ? Change(pull) : null;
    }

    public async Task<IReadOnlyList<string>> FilesAsync(
        RequestBudget budget, string repository, SourceChange change, HostCommit commit, CancellationToken cancellationToken)
    {
        if (!change.Id.StartsWith('#'))
        {
            var whole = await _http.GetAsync(
                $"repos/{repository}/commits/{commit.Sha}", GitHubJson.Default.GitHubCommit, budget, cancellationToken);
            return Names(whole?.Body.Files);
        }

        var answer = await _http.GetAsync(
            $"repos/{repository}/pulls/{change.Id[1..]}/files?per_page={PageSize}",
            GitHubJson.Default.ListGitHubFile, budget, cancellationToken);
        return Names(answer?.Body);
    }

    // A deployment may wait for an approval, or have failed.
    private async Task<bool> HasSucceededAsync(
        RequestBudget budget, string repository, GitHubDeployment deployment, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"repos/{repository}/deployments/{deployment.Id}/statuses"),
            GitHubJson.Default.ListGitHubDeploymentStatus, budget, cancellationToken);

        // Of an earlier success "inactive" is left.
        return (answer?.Body ?? []).Any(s => s.State is "success" or "inactive");
    }

    private SourceChange Change(GitHubPull pull) => new(
        string.Create(CultureInfo.InvariantCulture, $"#{pull.Number}"), ChangeText.Line(pull.Title),
        ChangeText.Line(pull.User?.Login), pull.MergedAt.GetValueOrDefault(), endpoint.Page(pull.HtmlUrl))
    {
        IsByBot = pull.User is { } user && (user.Type == "Bot" || ChangeText.IsBot(user.Login ?? "")),
    };

    private HostCommit Commit(GitHubCommit commit) => new(commit.Sha, new SourceChange(
        commit.Sha.Length > 7 ? commit.Sha[..7] : commit.Sha, ChangeText.Line(commit.Commit?.Message),
        ChangeText.Line(commit.Author?.Login ?? commit.Commit?.Author?.Name),
        commit.Commit?.Committer?.Date ?? commit.Commit?.Author?.Date ?? default, endpoint.Page(commit.HtmlUrl))
    {
        IsByBot = commit.Author is { } author && (author.Type == "Bot" || ChangeText.IsBot(author.Login ?? "")),
    });

    private static IReadOnlyList<string> Names(List<GitHubFile>? files) => files?.ConvertAll(f => f.Filename) ?? [];

    private static void Authorize(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", Version);
    }
}
