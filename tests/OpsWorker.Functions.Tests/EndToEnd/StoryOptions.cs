using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Testing;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The options of a story.</summary>
internal sealed record StoryOptions
{
    /// <summary>The cluster that is recorded with the server's demonstration.</summary>
    public static readonly string Demo = Path.Combine(Repository.Root, "src/OpsWorker.Server/Demo");

    /// <summary>Replaces the ports of a function, by its name.</summary>
    public Func<string, FunctionSettings, AwsClients, TimeProvider, FunctionPorts>? Ports { get; init; }

    /// <summary>Starts a function, by its name, elsewhere than in this process.</summary>
    public Func<string, AwsWorld, Task<FunctionCall>>? Functions { get; init; }

    /// <summary>Replaces the queues of the agent in this process.</summary>
    public Func<IMessageQueue, IMessageQueue> AgentQueues { get; init; } = queues => queues;

    /// <summary>Each event is delivered twice at the same time.</summary>
    public bool DeliversTwice { get; init; }

    /// <summary>Results that come soon after each other are delivered in reverse order.</summary>
    public bool ResultsComeBackwards { get; init; }

    /// <summary>Queues feed their functions by themselves; otherwise <see cref="Story.DrainAsync"/> does it.</summary>
    public bool HasEventSources { get; init; } = true;

    /// <summary>An agent in this process answers from the recording.</summary>
    public bool HasAgent { get; init; } = true;

    /// <summary>The recorded cluster.</summary>
    public string ClusterFolder { get; init; } = Path.Combine(Demo, "cluster");

    /// <summary>The clock shows today; by default it continues from the time of the recording, so that the recording is recent.</summary>
    public bool IsToday { get; init; }
}
