namespace OpsWorker.Core.Clusters;

/// <summary>
/// A time in which a cluster's agent was not heard of. They are kept for 30 days, at most 100 of them: where there are
/// more, the two oldest become one that covers both.
/// </summary>
public sealed record Outage
{
    /// <summary>How long one is kept after its end, and the longest time over which uptime is known.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>The most that a cluster has.</summary>
    public const int MaxCount = 100;

    /// <summary>When the agent was last heard of before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it was heard of again; null if it was not yet.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// Until when somebody who sweeps is telling people of it, so that another who does at the same time leaves it; null
    /// if nobody is.
    /// </summary>
    public DateTimeOffset? TellingUntil { get; init; }

    /// <summary>Whether people were told that it began.</summary>
    public bool BeginningTold { get; init; }

    /// <summary>Whether people were told that it ended.</summary>
    public bool EndTold { get; init; }
}
