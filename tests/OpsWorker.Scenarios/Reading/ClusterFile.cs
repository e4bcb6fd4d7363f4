using System.Text.Json.Nodes;

namespace OpsWorker.Scenarios.Reading;

/// <summary>A cluster file as it is written, without the files that it is based on.</summary>
internal sealed record ClusterFile
{
    /// <summary>Names of files in the folder of bases.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>The time of the recording.</summary>
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>Objects of the bases that the cluster does not have: <c>Kind/name</c> or <c>Kind/namespace/name</c>.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Resources that the agent may not read.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Lists and files that the recording lacks.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    public IReadOnlyList<JsonObject> Objects { get; init; } = [];

    public IReadOnlyList<LogEntry> Logs { get; init; } = [];

    public IReadOnlyList<MetricSeries> Metrics { get; init; } = [];

    /// <summary>Checks as in <c>probes.json</c>.</summary>
    public IReadOnlyList<JsonObject> Probes { get; init; } = [];

    /// <summary>The edges of <c>servicegraph</c>.</summary>
    public IReadOnlyList<(string Client, string Server)> Calls { get; init; } = [];
}

/// <summary>
/// The changes to a container's log: <c>Text</c> replaces the current run's, <c>Append</c> follows the base's, and <c>Previous</c> is that
/// of the run before.
/// </summary>
internal sealed record LogEntry(string Namespace, string Pod, string Container, string? Text, string? Append, string? Previous);

/// <summary>
/// A series with a sample every 30 seconds, the last one at the time of the recording. <c>Metric</c> has its labels, with
/// <c>__name__</c>.
/// </summary>
internal sealed record MetricSeries(JsonObject Metric, IReadOnlyList<double> Values);
