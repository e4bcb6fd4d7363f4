using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>What a reader may ask beside the API server. Nothing, unless it is said.</summary>
public sealed record LiveReaderOptions
{
    /// <summary>How Services and pods are checked; null means not at all, as outside of the cluster's network.</summary>
    public ProbeOptions? Probes { get; init; }

    /// <summary>Where the HTTP API of a Prometheus is that knows the cluster; null means that there is none.</summary>
    public Uri? Prometheus { get; init; }
}
