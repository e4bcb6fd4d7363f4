using OpsWorker.Agent.Identity;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Agent.Settings;

/// <summary>Settings of the agent, from its environment; <c>docs/agent.md</c> lists the variables.</summary>
internal sealed record AgentSettings
{
    /// <summary>The server's address; its path ends with a slash.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>The region of AWS whose queues and buckets a session may lead to; null for any.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>An endpoint in place of AWS that a session may lead to; null for AWS.</summary>
    public Uri? AwsEndpoint { get; init; }

    /// <summary>The servers that are named here, which may be at any address.</summary>
    public IReadOnlyList<Uri> Configured => AwsEndpoint is null ? [ServerUrl] : [ServerUrl, AwsEndpoint];

    /// <summary>The cluster's token where it is given by hand; null where the agent registers itself.</summary>
    public ClusterToken? Token { get; init; }

    /// <summary>The agent's identity where it registers itself; null where its token is given by hand.</summary>
    public IdentitySettings? Identity { get; init; }

    /// <summary>The name of the cluster that a registration token must be for; null for any.</summary>
    public string? ClusterName { get; init; }

    /// <summary>The capabilities that are on.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = AgentCapabilities.Reading;

    /// <summary>Namespaces whose logs may be read and whose ports may be checked; empty allows all that may be queried.</summary>
    public IReadOnlyList<string> DiagnosticsNamespaces { get; init; } = [];

    /// <summary>The interval between heartbeats.</summary>
    public TimeSpan StatusInterval { get; init; } = AgentHeartbeat.DefaultInterval;

    /// <summary>True to accept any certificate of the server: whoever answers in its place gets the token.</summary>
    public bool IsTlsInsecure { get; init; }

    /// <summary>Namespaces that may be queried; empty allows all of them.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Limits of one command.</summary>
    public QueryLimits Limits { get; init; } = new();

    /// <summary>Commands answered in parallel.</summary>
    public int CommandConcurrency { get; init; } = 2;

    /// <summary>The visibility timeout: a command of an agent that died is redelivered after it.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time to finish commands in progress on shutdown.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Patterns of credentials to mask, beside the built-in ones.</summary>
    public IReadOnlyList<string> MaskPatterns { get; init; } = [];

    /// <summary>True to mask mail addresses and card numbers too.</summary>
    public bool MaskPersonalData { get; init; }

    /// <summary>The address of health and metrics; null to serve neither.</summary>
    public ListenAddress? Listen { get; init; }

    /// <summary>True to allow probes, which connect to Services and pods.</summary>
    public bool Probes { get; init; }

    /// <summary>The address of the cluster's Prometheus; null without one.</summary>
    public Uri? PrometheusUrl { get; init; }

    /// <summary>The detection settings; null if detection is off.</summary>
    public DetectionOptions? Detection { get; init; }

    /// <summary>The folder with the service account's token and CA certificate.</summary>
    public string ServiceAccountFolder { get; init; } = InClusterConnection.ServiceAccountFolder;

    /// <summary>A recording to read instead of a cluster; null for the cluster.</summary>
    public string? Dump { get; init; }
}

/// <summary>An address to listen on.</summary>
/// <param name="Host">A local address; <c>+</c> for all.</param>
/// <param name="Port">The port; 0 for any free port.</param>
internal sealed record ListenAddress(string Host, int Port);

/// <summary>The settings are invalid; the message lists every error.</summary>
internal sealed class InvalidSettingsException(string message) : Exception(message);
