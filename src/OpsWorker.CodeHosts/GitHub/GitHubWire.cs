using System.Text.Json.Serialization;

namespace OpsWorker.CodeHosts.GitHub;

internal sealed record GitHubRepository(string? FullName);

internal sealed record GitHubUser(string? Login, string? Type);

internal sealed record GitHubSignature(string? Name, DateTimeOffset? Date);

internal sealed record GitHubCommitText(string? Message, GitHubSignature? Author, GitHubSignature? Committer);

internal sealed record GitHubCommit(string Sha, GitHubCommitText? Commit, GitHubUser? Author, string? HtmlUrl, List<GitHubFile>? Files);

internal sealed record GitHubFile(string Filename);

internal sealed record GitHubComparison(string? Status, List<GitHubCommit>? Commits);

internal sealed record GitHubPull(
    int Number, string? Title, GitHubUser? User, DateTimeOffset? MergedAt, string? MergeCommitSha, string? HtmlUrl);

internal sealed record GitHubDeployment(long Id, string Sha, string? Environment, DateTimeOffset CreatedAt);

internal sealed record GitHubDeploymentStatus(string? State);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GitHubRepository))]
[JsonSerializable(typeof(GitHubCommit))]
[JsonSerializable(typeof(List<GitHubCommit>))]
[JsonSerializable(typeof(List<GitHubFile>))]
[JsonSerializable(typeof(GitHubComparison))]
[JsonSerializable(typeof(List<GitHubPull>))]
[JsonSerializable(typeof(List<GitHubDeployment>))]
[JsonSerializable(typeof(List<GitHubDeploymentStatus>))]
internal sealed partial class GitHubJson : JsonSerializerContext;
