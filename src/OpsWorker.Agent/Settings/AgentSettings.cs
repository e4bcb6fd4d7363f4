using OpsWorker.Agent.Sessions;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Agent.Settings;

/// <summary>What the agent is told by its environment; <c>docs/agent.md</c> lists the variables.</summary>
internal sealed record AgentSettings
{
    /// <summary>Where the server is; its path ends with a slash.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>The cluster's token.</summary>
    public required ClusterToken Token { get; init; }

    /// <summary>The namespaces that the agent may be asked about; empty means all of them.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>What one command may take.</summary>
    public QueryLimits Limits { get; init; } = new();

    /// <summary>How many commands are answered at the same time.</summary>
    public int CommandConcurrency { get; init; } = 2;

    /// <summary>How long a command stays with an agent that died before it is delivered again.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the agent finishes what it holds when it is asked to stop.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Patterns of credentials to mask, beside the built-in ones.</summary>
    public IReadOnlyList<string> MaskPatterns { get; init; } = [];

    /// <summary>Whether mail addresses and card numbers are masked too.</summary>
    public bool MaskPersonalData { get; init; }

    /// <summary>Where health and metrics are served; null for nowhere.</summary>
    public ListenAddress? Listen { get; init; }

    /// <summary>Whether Services and pods are checked by connecting to them.</summary>
    public bool Probes { get; init; }

    /// <summary>Where a Prometheus is that knows the cluster; null where there is none.</summary>
    public Uri? PrometheusUrl { get; init; }

    /// <summary>Where to look for what breaks; null for nowhere.</summary>
    public DetectionOptions? Detection { get; init; }

    /// <summary>The folder of the service account's token and authority, by which the API server is asked.</summary>
    public string ServiceAccountFolder { get; init; } = InClusterConnection.ServiceAccountFolder;

    /// <summary>A recording that answers in place of a cluster; null to ask the cluster.</summary>
    public string? Dump { get; init; }
}

/// <summary>An address to listen at.</summary>
/// <param name="Host">An address of this machine; <c>+</c> for all of them.</param>
/// <param name="Port">0 takes a free one.</param>
internal sealed record ListenAddress(string Host, int Port);

/// <summary>The settings are wrong; the message lists all that is.</summary>
internal sealed class InvalidSettingsException(string message) : Exception(message);
