using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>The organisation has as many clusters as it may have; more would not be listed.</summary>
public sealed class ClusterLimitException()
    : Exception($"The organisation has {IClusterStore.MaxClusters} clusters; more are not possible.");
