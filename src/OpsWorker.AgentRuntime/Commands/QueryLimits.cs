namespace OpsWorker.AgentRuntime.Commands;

/// <summary>Limits of one batch of queries.</summary>
public sealed record QueryLimits
{
    /// <summary>Queries that run in parallel.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Time limit of one query.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Queries per batch; those beyond it get an error.</summary>
    public int MaxQueries { get; init; } = 200;

    /// <summary>The largest answer to one query, in bytes of UTF-8; a query may ask for less.</summary>
    public int MaxResultBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// The largest sum of all answers, in bytes of JSON, where a control character takes six: what is within it is within
    /// <see cref="Core.Investigations.IEvidenceStore.MaxBytes"/>.
    /// </summary>
    public long MaxTotalBytes { get; init; } = 8 * 1024 * 1024;
}
