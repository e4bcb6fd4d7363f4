using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>
/// The resources that an API server serves, in the preferred version of each. Cached for a while, and fetched again when
/// a name is not found, as custom resources come and go.
/// </summary>
internal sealed class ApiDiscovery(KubernetesApi api, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NotAgainWithin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Entry? _last;

    /// <summary>All resources, the core group first, then in the server's order, which is by priority.</summary>
    public Task<IReadOnlyList<ApiResource>> GetAsync(CancellationToken cancellationToken) => GetAsync(KeptFor, cancellationToken);

    /// <summary>
    /// The resource of a name, or null: a plural, singular, kind or short name, which may be followed by a group, or by a
    /// version and a group. As for kubectl, the first one in the server's order counts.
    /// </summary>
    public async Task<ApiResource?> FindAsync(string name, CancellationToken cancellationToken) =>
        Find(await GetAsync(KeptFor, cancellationToken), name) ?? Find(await GetAsync(NotAgainWithin, cancellationToken), name);

    /// <summary>
    /// The group of a resource's name (<c>gateway.networking.k8s.io</c> of <c>httproutes.gateway.networking.k8s.io</c>) that
    /// the server does not serve: an extension that is not installed. Null where it is served, and for a name without a
    /// group.
    /// </summary>
    public async Task<string?> LacksGroupAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null || name.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0) return null;
        var group = name[(dot + 1)..];
        var known = await GetAsync(KeptFor, cancellationToken);
        return known.Any(r => r.Group == group || group.EndsWith($".{r.Group}", StringComparison.Ordinal)) ? null : group;
    }

    public void Dispose() => _one.Dispose();

    private static ApiResource? Find(IReadOnlyList<ApiResource> resources, string name) =>
        resources.FirstOrDefault(r => r.IsNamed(name)) ?? resources.FirstOrDefault(r => IsNamedWithVersion(r, name));

    private static bool IsNamedWithVersion(ApiResource resource, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !resource.IsNamed(name[..dot])) return false;
        var version = resource.ApiVersion[(resource.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var group = name[(dot + 1)..];
        return group == resource.Group || group == $"{version}.{resource.Group}";
    }

    private async Task<IReadOnlyList<ApiResource>> GetAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (Current(maxAge) is { } current) return current;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Current(maxAge) is { } fetched) return fetched;
            var resources = await FetchAsync(cancellationToken);
            _last = new Entry(resources, time.GetUtcNow());
            return resources;
        }
        finally
        {
            _one.Release();
        }
    }

    private IReadOnlyList<ApiResource>? Current(TimeSpan maxAge) =>
        _last is { } last && time.GetUtcNow() - last.At < maxAge ? last.Resources : null;

    private async Task<IReadOnlyList<ApiResource>> FetchAsync(CancellationToken cancellationToken)
    {
        List<ApiResource> resources =
            [.. await FetchRootAsync("api", cancellationToken), .. await FetchRootAsync("apis", cancellationToken)];
        return [.. resources.DistinctBy(r => r.QualifiedName)];
    }

    private async Task<IEnumerable<ApiResource>> FetchRootAsync(string root, CancellationToken cancellationToken)
    {
        using var answer = await api.GetJsonAsync(root, MediaTypes.Discovery, cancellationToken);
        if (DiscoveryDocument.IsAggregated(answer.RootElement)) return DiscoveryDocument.Resources(answer.RootElement);
        var resources = new List<ApiResource>();
        foreach (var version in DiscoveryDocument.Versions(answer.RootElement))
        {
            resources.AddRange(await FetchVersionAsync($"{root}/{version}", version, cancellationToken));
        }

        return resources;
    }

    /// <summary>A group whose own server is down must not hide the others.</summary>
    private async Task<IEnumerable<ApiResource>> FetchVersionAsync(string path, string version, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await api.GetJsonAsync(path, MediaTypes.Json, cancellationToken);
            return DiscoveryDocument.ResourcesOfVersion(answer.RootElement, version);
        }
        catch (ApiException)
        {
            return [];
        }
    }

    private sealed record Entry(IReadOnlyList<ApiResource> Resources, DateTimeOffset At);
}
