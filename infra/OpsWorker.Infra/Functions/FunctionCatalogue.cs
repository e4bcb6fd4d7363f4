using Amazon.CDK;
using OpsWorker.Functions;

namespace OpsWorker.Infra.Functions;

/// <summary>The functions, in the order in which an alert meets them.</summary>
public static class FunctionCatalogue
{
    /// <summary>Takes webhooks.</summary>
    public static readonly FunctionDefinition Normalizer = new()
    {
        Name = FunctionNames.Normalizer,
        Description = "Takes webhooks and queues their alerts",
        MemoryMegabytes = 512,
        Timeout = Duration.Seconds(10),
        ReservedConcurrency = 50,
    };

    /// <summary>Answers everything else under <c>/v1</c>.</summary>
    public static readonly FunctionDefinition Api = new()
    {
        Name = FunctionNames.Api,
        Description = "Answers the HTTP API, agents and Slack",
        MemoryMegabytes = 512,
        Timeout = FunctionDefinition.HttpTimeout,
        ReservedConcurrency = 50,
    };

    /// <summary>Turns alerts into incidents.</summary>
    public static readonly FunctionDefinition Rules = new()
    {
        Name = FunctionNames.Rules,
        Description = "Correlates alerts into incidents and starts investigations",
        MemoryMegabytes = 512,
        Timeout = Duration.Seconds(20),
        ReservedConcurrency = 20,
    };

    /// <summary>Asks clusters and diagnoses. Unpacks evidence in memory and may wait for a model.</summary>
    public static readonly FunctionDefinition Investigation = new()
    {
        Name = FunctionNames.Investigation,
        Description = "Asks clusters, diagnoses and writes reports",
        MemoryMegabytes = 1024,
        Timeout = Duration.Seconds(120),
        ReservedConcurrency = 30,
    };

    /// <summary>Sends incident messages and digests to the configured notifiers.</summary>
    public static readonly FunctionDefinition Notification = new()
    {
        Name = FunctionNames.Notification,
        Description = "Sends and edits the messages to people",
        MemoryMegabytes = 512,
        Timeout = Duration.Seconds(30),
        ReservedConcurrency = 10,
    };

    /// <summary>Finds the organisations whose daily digest is due; notification sends it.</summary>
    public static readonly FunctionDefinition Digest = new()
    {
        Name = FunctionNames.Digest,
        Description = "Finds the organisations whose daily digest is due",
        MemoryMegabytes = 512,
        Timeout = Duration.Seconds(300),
        ReservedConcurrency = 1,
        SnapStart = false,
    };

    /// <summary>Looks for clusters that fell silent.</summary>
    public static readonly FunctionDefinition Sweeper = new()
    {
        Name = FunctionNames.Sweeper,
        Description = "Finds silent clusters, tells people and counts them",
        MemoryMegabytes = 512,
        Timeout = Duration.Seconds(55),
        ReservedConcurrency = 1,
        SnapStart = false,
    };
}
