namespace OpsWorker.Core.Clusters;

/// <summary>What an agent says of itself, every <see cref="Interval"/>.</summary>
/// <remarks>
/// What may be missing has a setter: with an initialiser source-generated JSON would lose the default of what is missing
/// (https://github.com/dotnet/runtime/issues/84484).
/// </remarks>
public sealed record AgentHeartbeat
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>The cluster that it is in.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The agent's version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>What it can do: names of query verbs in lower case.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = [];

    /// <summary>What it keeps to.</summary>
    public AgentLimits? Limits { get; init; }

    /// <summary>How many secrets it masked since it started.</summary>
    public long Masked { get; init; }

    /// <summary>How many commands it answered since it started.</summary>
    public long Answered { get; init; }

    /// <summary>How long the last command had waited when the agent got it; null before the first one.</summary>
    public TimeSpan? QueueLag { get; init; }
}

/// <summary>The limits that an agent keeps to.</summary>
public sealed record AgentLimits
{
    /// <summary>How many queries of a command it asks at the same time.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How long one query may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The largest answer to one query, in bytes.</summary>
    public required int MaxResultBytes { get; init; }

    /// <summary>The largest sum of the answers to a command, in bytes.</summary>
    public required long MaxTotalBytes { get; init; }

    /// <summary>The namespaces that it may be asked about; empty means all of them.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];
}
