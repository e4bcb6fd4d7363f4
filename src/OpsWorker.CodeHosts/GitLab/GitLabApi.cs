using System.Globalization;
using OpsWorker.CodeHosts.Http;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts.GitLab;

/// <summary>GitLab's REST API, version 4, of gitlab.com or of a server of one's own.</summary>
internal sealed class GitLabApi(HttpClient http, HostEndpoint endpoint, TimeProvider time) : IHostApi
{
    private const int PageSize = 100;

    private readonly HostHttp _http = new(http, endpoint, static (request, token) => request.Headers.Add("PRIVATE-TOKEN", token), time);

    public HostEndpoint Endpoint => endpoint;

    public async Task<string?> NameAsync(RequestBudget budget, string repository, CancellationToken cancellationToken) =>
        (await _http.GetAsync(Project(repository), GitLabJson.Default.GitLabProject, budget, cancellationToken))?.Body.PathWithNamespace;

    public async Task<IReadOnlyList<HostCommit>?> CompareAsync(
        RequestBudget budget, string repository, VersionStep step, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"{Project(repository)}/repository/compare?from={Uri.EscapeDataString(step.Before)}&to={Uri.EscapeDataString(step.After)}",
            GitLabJson.Default.GitLabComparison, budget, cancellationToken);
        if (answer is null) return null;

        // The oldest come first; a comparison has no pages.
        var commits = answer.Body.Commits ?? [];
        commits.Reverse();
        return commits.ConvertAll(Commit);
    }

    public async Task<IReadOnlyList<HostDeployment>> DeploymentsAsync(
        RequestBudget budget, string repository, string environment, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"{Project(repository)}/deployments?environment={Uri.EscapeDataString(environment)}&status=success"
                + $"&order_by=created_at&sort=desc&per_page={PageSize}",
            GitLabJson.Default.ListGitLabDeployment, budget, cancellationToken);
        return
        [
            .. (answer?.Body ?? [])
                .Where(d => d.Environment?.Name == environment && d.Status == "success")
                .OrderByDescending(d => d.CreatedAt)
                .Select(d => new HostDeployment(d.Sha, d.CreatedAt)),
        ];
    }

    public async Task<IReadOnlyList<HostCommit>?> CommitsAsync(
        RequestBudget budget, string repository, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"{Project(repository)}/repository/commits?since={HostHttp.Time(from)}&until={HostHttp.Time(to)}&per_page={PageSize}",
            GitLabJson.Default.ListGitLabCommit, budget, cancellationToken);
        return answer?.Body.ConvertAll(Commit);
    }

    public async Task<SourceChange?> MergeOfAsync(
        RequestBudget budget, string repository, HostCommit commit, CancellationToken cancellationToken)
    {
        var answer = await _http.GetAsync(
            $"{Project(repository)}/repository/commits/{commit.Sha}/merge_requests",
            GitLabJson.Default.ListGitLabMergeRequest, budget, cancellationToken);
        var merged = (answer?.Body ?? []).Where(m => m.MergedAt is not null).ToList();
        return (merged.Find(m => m.MergeCommitSha == commit.Sha) ?? merged.FirstOrDefault()) is { } request ? Change(request) : null;
    }

    public async Task<IReadOnlyList<string>> FilesAsync(
        RequestBudget budget, string repository, SourceChange change, HostCommit commit, CancellationToken cancellationToken)
    {
        var path = change.Id.StartsWith('!') ? $"merge_requests/{change.Id[1..]}/diffs" : $"repository/commits/{commit.Sha}/diff";
        var answer = await _http.GetAsync(
            $"{Project(repository)}/{path}?per_page={PageSize}", GitLabJson.Default.ListGitLabDiff, budget, cancellationToken);
        return [.. (answer?.Body ?? []).Select(d => d.NewPath ?? d.OldPath).OfType<string>()];
    }

    private SourceChange Change(GitLabMergeRequest request) => new(
        string.Create(CultureInfo.InvariantCulture, $"!{request.Iid}"), ChangeText.Line(request.Title),
        ChangeText.Line(request.Author?.Username), request.MergedAt.GetValueOrDefault(), endpoint.Page(request.WebUrl))
    {
        IsByBot = ChangeText.IsBot(request.Author?.Username ?? ""),
    };

    private HostCommit Commit(GitLabCommit commit) => new(commit.Id, new SourceChange(
        commit.Id.Length > 8 ? commit.Id[..8] : commit.Id, ChangeText.Line(commit.Title), ChangeText.Line(commit.AuthorName),
        commit.CommittedDate ?? default, endpoint.Page(commit.WebUrl))
    {
        IsByBot = ChangeText.IsBot(commit.AuthorName ?? ""),
    });

    private static string Project(string repository) => $"projects/{Uri.EscapeDataString(repository)}";
}
