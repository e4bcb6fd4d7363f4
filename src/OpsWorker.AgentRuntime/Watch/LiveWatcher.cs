using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>
/// Watches resources of a live API server, by GET requests and nothing else, over connections of its own, so that streams
/// that stay open are never in the way of queries.
/// </summary>
public sealed class LiveWatcher : IDisposable
{
    private readonly HttpClient _http;
    private readonly KubernetesApi _api;
    private readonly ApiDiscovery _discovery;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveWatcher> _logger;

    /// <summary>Makes a watcher; nothing is asked before it runs.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="logger">Where watches that break are told.</param>
    public LiveWatcher(IClusterConnection connection, TimeProvider time, ILogger<LiveWatcher> logger)
    {
        _time = time;
        _logger = logger;
        _http = KubernetesHttp.Create(connection);
        _api = new KubernetesApi(_http, time);
        _discovery = new ApiDiscovery(_api, time);
    }

    /// <summary>
    /// Watches until it is cancelled, whatever the API server does meanwhile: what it refuses is tried again ever more slowly.
    /// </summary>
    /// <param name="targets">What is watched.</param>
    /// <param name="changed">Gets every change; of one target one after the other, of several at the same time.</param>
    /// <param name="cancellationToken">Ends it.</param>
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
