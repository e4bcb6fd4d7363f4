namespace OpsWorker.Diagnosis.Causes;

/// <summary>
/// The layers of a cluster, from the ground up. Trouble on a lower layer makes trouble on higher ones: a node takes its pods
/// with it, a pod that is not admitted is never scheduled, one that is not scheduled never starts, and behind a workload
/// that does not run its Services fail and so do its clients.
/// </summary>
public enum CauseLayer
{
    /// <summary>Nodes, the control plane and the cluster's own components.</summary>
    Infrastructure,

    /// <summary>Quotas, policies, webhooks and permissions.</summary>
    Admission,

    /// <summary>Volumes and claims.</summary>
    Storage,

    /// <summary>The choice of a node.</summary>
    Scheduling,

    /// <summary>Images, references, sandboxes and containers before the process runs.</summary>
    Startup,

    /// <summary>The process.</summary>
    Runtime,

    /// <summary>Rollouts, Jobs, autoscalers and evictions.</summary>
    Controllers,

    /// <summary>Services, names, policies and ways in.</summary>
    Routing,

    /// <summary>A server that does not answer, as its clients see it.</summary>
    Dependency,

    /// <summary>Load and latency.</summary>
    Performance,

    /// <summary>The code names no cause.</summary>
    None,
}
