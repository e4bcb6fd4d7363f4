using System.Text;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Readers.Dump;

/// <summary>
/// Answers queries from a cluster recorded on disk: the files of <c>kubectl cluster-info dump --output-directory</c>
/// (<c>KIND.json</c>, <c>NAMESPACE/KIND.json</c>, <c>NAMESPACE/POD/logs.txt</c>), and where they exist
/// <c>logs-previous.txt</c>, <c>metrics.json</c>, <c>probes.json</c>, <c>servicegraph.json</c> and <c>version.json</c>.
/// <para>
/// A file is read once, when it is first needed. A query for a file that was not recorded is answered with
/// <see cref="QueryOutcome.NoData"/> and an error that names the file; a recorded empty list is a
/// <see cref="QueryOutcome.Success"/> without items. Of a broken file the readable part is answered, with an error that
/// has the reason. Of Secrets only metadata, type and the keys of their data are shown. Thread-safe.
/// </para>
/// </summary>
public sealed class DumpReader : IQueryReader
{
    /// <summary>The resources that <c>kubectl cluster-info dump</c> writes for every namespace.</summary>
    private static readonly string[] Expected = ["daemonsets", "deployments", "events", "pods", "replicasets", "services"];

    // A dump without a file usually lacks it of every namespace.
    private const int MaxNamed = 3;

    private readonly DumpFolder _folder;
    private readonly Lazy<DateTimeOffset> _collectedAt;
    private readonly DumpObjects _objects;
    private readonly DumpLogs _logs;
    private readonly DumpMetrics _metrics;
    private readonly DumpProbes _probes;

    private DumpReader(DumpFolder folder, SecretMasker masker)
    {
        _folder = folder;
        _collectedAt = new Lazy<DateTimeOffset>(() => DumpTime.Of(folder));
        DateTimeOffset At() => _collectedAt.Value;
        _objects = new DumpObjects(folder, masker, At);
        _logs = new DumpLogs(folder, _objects, masker, At);
        _metrics = new DumpMetrics(folder, At);
        _probes = new DumpProbes(folder, At);
    }

    /// <summary>
    /// The time of the recording: <c>version.json</c>, else the newest time in the dump, else that of its files.
    /// </summary>
    public DateTimeOffset CollectedAt => _collectedAt.Value;

    /// <summary>The namespaces that were recorded.</summary>
    public IReadOnlyList<string> Namespaces => _folder.Namespaces;

    /// <summary>
    /// The gaps of the dump, one sentence each: missing files that such a dump usually has, and problems of the files that
    /// were read so far.
    /// </summary>
    public IReadOnlyList<string> Gaps => [.. AbsentFiles(), .. _folder.Problems];

    /// <summary>Opens a dump.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="masker">Masks logs before lines are selected; null means the built-in rules.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static DumpReader Open(string directory, SecretMasker? masker = null) =>
        new(new DumpFolder(directory), masker ?? new SecretMasker());

    /// <inheritdoc/>
    public Task<QueryResult> ReadAsync(Query query, CancellationToken cancellationToken) =>
        Task.Run(() => Read(query), cancellationToken);

    private QueryResult Read(Query query)
    {
        try
        {
            return query.Verb switch
            {
                QueryVerb.Get => _objects.Get(query),
                QueryVerb.List => _objects.List(query),
                QueryVerb.Logs when WorkloadLogs.Concerns(query) => LogsOfWorkload(query),
                QueryVerb.Logs => _logs.Logs(query),
                QueryVerb.Metrics => _metrics.Metrics(query),
                QueryVerb.Probe => _probes.Probe(query),
                QueryVerb.Discover when query.Resource == "apiresources" => ApiResources(query),
                QueryVerb.Discover when query.Resource == "servicegraph" => Document(query, "servicegraph.json"),
                QueryVerb.Discover when query.Resource == Query.Baseline =>
                    Answer.NoData(query, CollectedAt, "A recorded cluster has no baseline."),
                QueryVerb.Version => Document(query, "version.json"),
                _ => Answer.Error(query, CollectedAt, $"A recorded cluster cannot answer '{query}'."),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException or JsonException or IOException)
        {
            return Answer.Error(query, CollectedAt, $"'{query}' failed: {e.Message}");
        }
    }

    private QueryResult LogsOfWorkload(Query query)
    {
        var (pods, failure) = WorkloadLogs.Combine(query, _objects.Get(WorkloadLogs.Workload(query)));
        return pods is null ? failure! : _logs.Logs(pods) with { Query = query };
    }

    private QueryResult Document(Query query, string file)
    {
        if (_folder.Document(file) is not { } document)
        {
            return Answer.NoData(query, CollectedAt, $"The dump has no {file} that can be read.");
        }

        return Answer.Success(query, Encoding.UTF8.GetString(ObjectJson.Write(document).Span), CollectedAt);
    }

    private QueryResult ApiResources(Query query)
    {
        var resources = _folder.Resources.Select(KnownResources.Find).OfType<ApiResource>().Distinct().OrderBy(r => r.QualifiedName);
        return Answer.Success(query, ApiResourceJson.Write(resources), CollectedAt);
    }

    private IEnumerable<string> AbsentFiles()
    {
        if (!_folder.Has("nodes", null)) yield return "The dump has no nodes.json.";
        if (_folder.Namespaces.Count == 0) yield return "The dump has no folder of a namespace.";
        var absent = _folder.Namespaces
            .GroupBy(name => string.Join(", ", Expected.Where(r => !_folder.Has(r, name)).Select(r => r + ".json")))
            .Where(g => g.Key.Length > 0);
        foreach (var same in absent) yield return $"{Sum([.. same])} no {same.Key}.";
    }

    private static string Sum(string[] namespaces) => namespaces.Length switch
    {
        1 => $"The namespace {namespaces[0]} has",
        <= MaxNamed => $"The namespaces {string.Join(", ", namespaces)} have",
        _ => $"The namespaces {string.Join(", ", namespaces.Take(MaxNamed))} and {namespaces.Length - MaxNamed} others have",
    };
}
