using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Kubernetes.Readers.Live.Probes;
using OpsWorker.Kubernetes.Readers.Live.Prometheus;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Selectors;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>
/// Answers queries from a live API server, and from the sources of its options, by GET requests alone. A missing object
/// is <see cref="QueryOutcome.NoData"/>; a refusal is <see cref="QueryOutcome.Error"/> with the query and the API's
/// message. Of Secrets only metadata is requested. Thread-safe.
/// </summary>
public sealed class LiveReader : IQueryReader, IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ApiDiscovery _discovery;
    private readonly LiveObjects _objects;
    private readonly LiveLogs _logs;
    private readonly PrometheusClient? _prometheus;
    private readonly LiveMetrics _metrics;
    private readonly LiveProbes _probes;
    private readonly LiveVersion _version;
    private readonly LiveTables _tables;
    private readonly SecretMasker _masker;

    /// <summary>Creates a reader; no request is sent before the first query.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="options">The sources beside the API server; null for none.</param>
    public LiveReader(IClusterConnection connection, TimeProvider time, LiveReaderOptions? options = null)
    {
        _time = time;
        _http = KubernetesHttp.Create(connection);
        var api = new KubernetesApi(_http, time);
        _discovery = new ApiDiscovery(api, time);
        _masker = (options ?? new LiveReaderOptions()).Masker;
        _objects = new LiveObjects(api, _discovery, connection.Namespace, time);
        _logs = new LiveLogs(api, connection.Namespace, _masker, time);
        _prometheus = options?.Prometheus is { } address ? new PrometheusClient(address) : null;
        _metrics = new LiveMetrics(api, _prometheus is null ? null : new PrometheusMetrics(_prometheus, time), time);
        _probes = new LiveProbes(_objects, options?.Probes, time);
        _version = new LiveVersion(api, time);
        _tables = new LiveTables(api, _discovery, connection.Namespace);
    }

    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        GuardAsync(query, () => query.Verb switch
        {
            QueryVerb.Get => _objects.GetAsync(query, cancellationToken),
            QueryVerb.List => _objects.ListAsync(query, cancellationToken),
            QueryVerb.Logs when WorkloadLogs.Concerns(query) => LogsOfWorkloadAsync(query, cancellationToken),
            QueryVerb.Logs => _logs.ReadAsync(query, cancellationToken),
            QueryVerb.Metrics => _metrics.ReadAsync(query, cancellationToken),
            QueryVerb.Probe => _probes.ReadAsync(query, cancellationToken),
            QueryVerb.Discover when query.Resource == "apiresources" => ApiResourcesAsync(query, cancellationToken),
            QueryVerb.Discover when query.Resource == "servicegraph" => Task.FromResult(
                Answer.NoData(query, _time.GetUtcNow(), "No mesh or tracing is connected that would know who calls whom.")),
            QueryVerb.Discover when query.Resource == Query.Baseline => Task.FromResult(
                Answer.NoData(query, _time.GetUtcNow(), "No agent keeps a baseline of this cluster.")),
            QueryVerb.Version => _version.ReadAsync(query, cancellationToken),
            _ => Task.FromResult(Answer.Error(query, _time.GetUtcNow(), $"A live cluster cannot answer '{query}'.")),
        });

    /// <summary>
    /// The columns of <c>kubectl get</c>, rendered by the API server: for kinds whose columns are not known here. The content is a Table
    /// (meta/v1), masked.
    /// </summary>
    /// <param name="query">A Get or List.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<QueryResult> ReadTableAsync(Query query, CancellationToken cancellationToken) =>
        GuardAsync(
            query, async () => _masker.Mask(Answer.Success(query, await _tables.ReadAsync(query, cancellationToken), _time.GetUtcNow())));

    /// <inheritdoc/>
    public void Dispose()
    {
        _discovery.Dispose();
        _prometheus?.Dispose();
        _http.Dispose();
    }

    private async Task<QueryResult> LogsOfWorkloadAsync(Query query, CancellationToken cancellationToken)
    {
        var workload = await _objects.GetAsync(WorkloadLogs.Workload(query), cancellationToken);
        var (pods, failure) = WorkloadLogs.Combine(query, workload);
        return pods is null ? failure! : await _logs.ReadAsync(pods, cancellationToken) with { Query = query };
    }

    private async Task<QueryResult> ApiResourcesAsync(Query query, CancellationToken cancellationToken) =>
        Answer.Success(query, ApiResourceJson.Write(await _discovery.GetAsync(cancellationToken)), _time.GetUtcNow());

    private async Task<QueryResult> GuardAsync(Query query, Func<Task<QueryResult>> read)
    {
        try
        {
            SelectableFields.Check(query.FieldSelector);
            return await read();
        }
        catch (ApiException e)
        {
            return Answer.Error(query, _time.GetUtcNow(), $"'{query}' was refused: {e.Message}");
        }
        catch (Exception e) when (e is FormatException or HttpRequestException or IOException or JsonException
            or InvalidDataException or KeyNotFoundException or InvalidOperationException or ClusterConnectionException)
        {
            return Answer.Error(query, _time.GetUtcNow(), $"'{query}' failed: {e.Message}");
        }
    }
}
