using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>
/// Watches resources of a live API server with GET requests, over its own connections, so that open streams never block
/// queries.
/// </summary>
public sealed class LiveWatcher : IDisposable
{
    private readonly HttpClient _http;
    private readonly KubernetesApi _api;
    private readonly ApiDiscovery _discovery;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveWatcher> _logger;

    /// <summary>Creates a watcher; it sends no request before it runs.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="logger">The log of broken watches.</param>
    public LiveWatcher(IClusterConnection connection, TimeProvider time, ILogger<LiveWatcher> logger)
    {
        _time = time;
        _logger = logger;
        _http = KubernetesHttp.Create(connection);
        _api = new KubernetesApi(_http, time);
        _discovery = new ApiDiscovery(_api, time);
    }

    /// <summary>
    /// Watches until cancelled. A refused or broken watch is retried with backoff.
    /// </summary>
    /// <param name="targets">The resources to watch.</param>
    /// <param name="changed">Called with every change: sequentially for one target, concurrently across targets.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public Task RunAsync(IReadOnlyList<WatchTarget> targets, Action<WatchChange> changed, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            targets,
            new ParallelOptions { MaxDegreeOfParallelism = targets.Count, CancellationToken = cancellationToken },
            async (target, cancel) => await new ResourceWatch(_api, _discovery, target, changed, _time, _logger).RunAsync(cancel));

    /// <inheritdoc/>
    public void Dispose()
    {
        _discovery.Dispose();
        _http.Dispose();
    }
}
