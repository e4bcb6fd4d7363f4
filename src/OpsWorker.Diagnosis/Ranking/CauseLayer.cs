using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>
/// How far from the ground a cause is. Trouble on a lower layer makes trouble on higher ones: a node takes its pods with
/// it, a pod that is not admitted is never scheduled, one that is not scheduled never starts, and behind a workload that
/// does not run its Services fail and so do its clients.
/// </summary>
internal enum CauseLayer
{
    Infrastructure,
    Admission,
    Storage,
    Scheduling,
    Startup,
    Runtime,
    Controllers,
    Routing,
    Dependency,
    Performance,
}

/// <summary>The layer of each code.</summary>
internal static class CauseLayers
{
    /// <summary>The layer of a code; of a code without an entry, <see cref="CauseLayer.Runtime"/>.</summary>
    public static CauseLayer Of(CauseCode code) => s_layers.GetValueOrDefault(code, CauseLayer.Runtime);

    /// <summary>
    /// Whether a client shows this when something that it calls does not work; only such trouble is explained by
    /// another workload's.
    /// </summary>
    public static bool IsSymptomOfServers(CauseCode code) => s_ofServers.Contains(code);

    /// <summary>
    /// Whether this is only ever seen, and something else is to be changed: it may be an effect, and where nothing
    /// explains it nothing is answered.
    /// </summary>
    public static bool IsOnlySymptom(CauseCode code) => code == CauseCode.ServiceHasNoReadyEndpoints;

    private static readonly Dictionary<CauseCode, CauseLayer> s_layers = Enumerate(
        (CauseLayer.Infrastructure, CauseCode.NodeNotReady, CauseCode.NodeClockSkew),
        (CauseLayer.Admission, CauseCode.NamespaceCpuQuotaExceeded, CauseCode.RbacForbidden),
        (CauseLayer.Scheduling, CauseCode.NodeCordoned, CauseCode.SchedulingGated),
        (CauseLayer.Infrastructure, CauseCode.SchedulerUnavailable, CauseCode.SchedulerUnavailable),
        (CauseLayer.Storage, CauseCode.PvcCapacityMismatch, CauseCode.VolumeFull),
        (CauseLayer.Startup, CauseCode.ImageReferenceInvalid, CauseCode.SandboxCreationFailed),
        (CauseLayer.Controllers, CauseCode.RolloutStuck, CauseCode.HpaMisconfigured),
        (CauseLayer.Routing, CauseCode.ServiceSelectorMismatch, CauseCode.GatewayRouteRejected),
        (CauseLayer.Dependency, CauseCode.ServiceHasNoReadyEndpoints, CauseCode.ServiceHasNoReadyEndpoints),
        (CauseLayer.Dependency, CauseCode.DependencyUnavailable, CauseCode.DependencyUnavailable),
        (CauseLayer.Controllers, CauseCode.Evicted, CauseCode.Evicted),
        (CauseLayer.Performance, CauseCode.CpuSaturation, CauseCode.DiskSaturation));

    private static readonly HashSet<CauseCode> s_ofServers =
    [
        CauseCode.ApplicationCrash, CauseCode.DependencyUnavailable, CauseCode.ServiceHasNoReadyEndpoints,
        CauseCode.ReadinessProbeTimingTooTight, CauseCode.LivenessProbeTimingTooTight, CauseCode.StartupProbeTimingTooTight,
        CauseCode.InitContainerFailed, CauseCode.NetworkDelay, CauseCode.NetworkLoss, CauseCode.DnsResolutionFailure,
        CauseCode.DatabaseConnectionsExhausted, CauseCode.JobBackoffLimitExceeded, CauseCode.JobDeadlineExceeded,
        CauseCode.RolloutStuck,
    ];

    // Codes are declared stage by stage, so that a stage is a range; exceptions follow it in the list.
    private static Dictionary<CauseCode, CauseLayer> Enumerate(params (CauseLayer Layer, CauseCode First, CauseCode Last)[] ranges)
    {
        var layers = new Dictionary<CauseCode, CauseLayer>();
        foreach (var (layer, first, last) in ranges)
        {
            for (var code = first; code <= last; code++) layers[code] = layer;
        }

        return layers;
    }
}
