using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Testing;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>How a story differs from the plain one.</summary>
internal sealed record StoryOptions
{
    /// <summary>The cluster that is recorded with the server's demonstration.</summary>
    public static readonly string Demo = Path.Combine(Repository.Root, "src/OpsWorker.Server/Demo");

    /// <summary>What a function, by its name, uses in place of the ports as they are.</summary>
    public Func<string, FunctionSettings, AwsClients, TimeProvider, FunctionPorts>? Ports { get; init; }

    /// <summary>Starts a function, by its name, elsewhere than in this process.</summary>
    public Func<string, AwsWorld, Task<FunctionCall>>? Functions { get; init; }

    /// <summary>What the agent in this process uses in place of its queues.</summary>
    public Func<IMessageQueue, IMessageQueue> AgentQueues { get; init; } = queues => queues;

    /// <summary>Whether each event is delivered twice at the same time.</summary>
    public bool DeliversTwice { get; init; }

    /// <summary>Whether results that come soon after each other are delivered the last one first.</summary>
    public bool ResultsComeBackwards { get; init; }

    /// <summary>Whether an agent in this process answers from the recording.</summary>
    public bool HasAgent { get; init; } = true;

    /// <summary>The recorded cluster.</summary>
    public string ClusterFolder { get; init; } = Path.Combine(Demo, "cluster");

    /// <summary>Whether the time is today's; by default it runs on from the recording, so that the recording is news.</summary>
    public bool IsToday { get; init; }
}
