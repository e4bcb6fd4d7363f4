using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>The sources that a reader may ask beside the API server; by default none.</summary>
public sealed record LiveReaderOptions
{
    /// <summary>The limits of checks of Services and pods; null disables checks, as outside of the cluster's network.</summary>
    public ProbeOptions? Probes { get; init; }

    /// <summary>The HTTP API of a Prometheus with the cluster's metrics; null for none.</summary>
    public Uri? Prometheus { get; init; }

    /// <summary>Masks logs before lines are selected, and tables; by default by the built-in rules.</summary>
    public SecretMasker Masker { get; init; } = new();
}
