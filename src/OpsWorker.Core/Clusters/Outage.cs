namespace OpsWorker.Core.Clusters;

/// <summary>
/// A period without heartbeats of a cluster's agent. They are kept for 30 days, at most 100 of them: where there are
/// more, the two oldest become one that covers both.
/// </summary>
public sealed record Outage
{
    /// <summary>The time for which one is kept after its end, and the longest period over which uptime is known.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Maximum number of outages of a cluster.</summary>
    public const int MaxCount = 100;

    /// <summary>The last heartbeat before it.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first heartbeat after it; null while it lasts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The notice of its begin was sent, or can never be.</summary>
    public bool BeginningTold { get; init; }

    /// <summary>The notice of its end was sent, or can never be.</summary>
    public bool EndTold { get; init; }
}
