using OpsWorker.CodeHosts.GitHub;
using OpsWorker.CodeHosts.GitLab;
using OpsWorker.CodeHosts.Http;
using OpsWorker.CodeHosts.Settings;
using OpsWorker.Core;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts;

/// <summary>Creates the code hosts that the settings name.</summary>
/// <param name="http">The client of all hosts; it follows no redirects.</param>
/// <param name="secrets">The source of tokens.</param>
/// <param name="time">The clock.</param>
public sealed class CodeHostCatalogue(HttpClient http, ISecretSource secrets, TimeProvider time)
{
    /// <summary>The hosts.</summary>
    public CodeHostSet Create(IReadOnlyList<CodeHostSettings> settings) => new([.. settings.Select(Create)]);

    private CodeHostAccess Create(CodeHostSettings settings)
    {
        var (api, host, registry) = Addresses(settings);
        var endpoint = new HostEndpoint(settings.Name, api, host, settings.Timeout, secrets);
        return Access(settings, endpoint, settings.Registry ?? registry);
    }

    /// <summary>The host behind an endpoint.</summary>
    internal CodeHostAccess Access(CodeHostSettings settings, HostEndpoint endpoint, string? registry)
    {
        IHostApi client = settings.Kind == CodeHostKind.GitHub
            ? new GitHubApi(http, endpoint, time)
            : new GitLabApi(http, endpoint, time);
        return new CodeHostAccess
        {
            Name = settings.Name,
            Client = new CodeHost(client, settings.Environment, time),
            Host = endpoint.Host,
            Registry = registry,
            Repositories = settings.Repositories,
            Images = settings.Images,
            Clusters = settings.Clusters,
        };
    }

    private static (Uri Api, string Host, string? Registry) Addresses(CodeHostSettings settings) => (settings.Kind, settings.Url) switch
    {
        (CodeHostKind.GitHub, null) => (new("https://api.github.com/"), "github.com", "ghcr.io"),
        (CodeHostKind.GitHub, { } url) => (new(url, "api/v3/"), url.IdnHost, null),
        (_, null) => (new("https://gitlab.com/api/v4/"), "gitlab.com", "registry.gitlab.com"),
        (_, { } url) => (new(url, "api/v4/"), url.IdnHost, null),
    };
}
