using System.Text.Json.Serialization;

namespace OpsWorker.CodeHosts.GitLab;

internal sealed record GitLabProject(string? PathWithNamespace);

internal sealed record GitLabUser(string? Username);

internal sealed record GitLabCommit(string Id, string? Title, string? AuthorName, DateTimeOffset? CommittedDate, string? WebUrl);

internal sealed record GitLabComparison(List<GitLabCommit>? Commits);

internal sealed record GitLabMergeRequest(
    int Iid, string? Title, GitLabUser? Author, DateTimeOffset? MergedAt, string? MergeCommitSha, string? WebUrl);

internal sealed record GitLabDiff(string? OldPath, string? NewPath);

internal sealed record GitLabEnvironment(string? Name);

internal sealed record GitLabDeployment(string Sha, string? Status, DateTimeOffset CreatedAt, GitLabEnvironment? Environment);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GitLabProject))]
[JsonSerializable(typeof(List<GitLabCommit>))]
[JsonSerializable(typeof(GitLabComparison))]
[JsonSerializable(typeof(List<GitLabMergeRequest>))]
[JsonSerializable(typeof(List<GitLabDiff>))]
[JsonSerializable(typeof(List<GitLabDeployment>))]
internal sealed partial class GitLabJson : JsonSerializerContext;
