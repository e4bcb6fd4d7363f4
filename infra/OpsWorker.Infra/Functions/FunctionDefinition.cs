using Amazon.CDK;

namespace OpsWorker.Infra.Functions;

/// <summary>A Lambda function of the pipeline: its code and its size.</summary>
public sealed record FunctionDefinition
{
    /// <summary>The largest time that API Gateway waits for an answer.</summary>
    public static readonly Duration HttpTimeout = Duration.Seconds(29);

    /// <summary>Names it in the names of resources.</summary>
    public required string Name { get; init; }

    /// <summary>The description in the AWS console.</summary>
    public required string Description { get; init; }

    /// <summary>Memory in MiB; the processor's share grows with it, to a whole one at 1,769.</summary>
    public required int MemoryMegabytes { get; init; }

    /// <summary>The time limit of one invocation.</summary>
    public required Duration Timeout { get; init; }

    /// <summary>Its share of the account's concurrency where shares are reserved.</summary>
    public required int ReservedConcurrency { get; init; }

    /// <summary>
    /// A caller waits for the function, so it starts from a snapshot where the settings allow it. Where no caller waits, a cold start costs
    /// less than keeping a snapshot.
    /// </summary>
    public bool SnapStart { get; init; } = true;
}
