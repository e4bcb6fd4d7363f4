namespace OpsWorker.Core.Clusters;

/// <summary>The state that an agent reports of itself every <see cref="DefaultInterval"/>, or as it is configured.</summary>
/// <remarks>
/// Optional collections have a setter: with init, source-generated JSON would lose the default of a missing property
/// (https://github.com/dotnet/runtime/issues/84484).
/// </remarks>
public sealed record AgentHeartbeat
{
    /// <summary>The usual interval between heartbeats: 30 seconds.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    /// <summary>The agent's cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The agent's version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>The capabilities of <see cref="AgentCapabilities"/> that are on, and the supported query verbs in lower case.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = [];

    /// <summary>The interval until the next heartbeat; null from agents of earlier versions, whose is the usual one.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The time of sending by the agent's clock; null from agents of earlier versions.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The agent's configured limits.</summary>
    public AgentLimits? Limits { get; init; }

    /// <summary>Secrets masked since the agent started.</summary>
    public long Masked { get; init; }

    /// <summary>Commands answered since the agent started.</summary>
    public long Answered { get; init; }

    /// <summary>Time that the last command spent in the queue; null before the first one.</summary>
    public TimeSpan? QueueLag { get; init; }
}

/// <summary>The limits that an agent enforces on queries.</summary>
public sealed record AgentLimits
{
    /// <summary>Queries of one command that run in parallel.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Time limit of one query.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The largest answer to one query, in bytes.</summary>
    public required int MaxResultBytes { get; init; }

    /// <summary>The largest sum of the answers to a command, in bytes.</summary>
    public required long MaxTotalBytes { get; init; }

    /// <summary>Namespaces that may be queried; empty allows all of them.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];

    /// <summary>Namespaces whose logs may be read and whose ports may be checked; empty allows all that may be queried.</summary>
    public IReadOnlyList<string> DiagnosticsNamespaces { get; set; } = [];
}
