namespace OpsWorker.AgentRuntime.Commands;

/// <summary>What one batch of queries may take.</summary>
public sealed record QueryLimits
{
    /// <summary>How many queries are asked at the same time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long one query may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many queries are answered; those beyond it are answered with an error.</summary>
    public int MaxQueries { get; init; } = 200;

    /// <summary>The largest answer to one query, in bytes of UTF-8; a query may ask for less.</summary>
    public int MaxResultBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// The largest sum of all answers, in bytes of UTF-8. As JSON escapes a control character in six bytes, eight MiB stay
    /// within what <see cref="Core.Investigations.IEvidenceStore.MaxBytes"/> allows.
    /// </summary>
    public long MaxTotalBytes { get; init; } = 8 * 1024 * 1024;
}
