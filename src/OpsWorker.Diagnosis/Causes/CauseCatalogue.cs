using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>One row per cause: everything about a code that ranking uses. The order of the codes and of the rows means nothing.</summary>
public static class CauseCatalogue
{
    // What is said of a container that fails, where no more is known.
    private static readonly CauseCode[] s_crash =
        [CauseCode.ApplicationCrash, CauseCode.ApplicationConfigInvalid, CauseCode.InitContainerFailed];

    private static readonly CauseCode[] s_noRoom =
        [CauseCode.InsufficientCpu, CauseCode.InsufficientMemory, CauseCode.InsufficientResource];

    // A change shortly before, and a roll-out that ends nowhere: less than what is wrong in the new revision.
    private static readonly CauseCode[] s_rollout = [CauseCode.BadRollout, CauseCode.RolloutStuck];

    /// <summary>All rows.</summary>
    public static IReadOnlyList<CauseRow> All { get; } =
    [
        // Admission
        new(CauseCode.NamespaceCpuQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.NamespaceMemoryQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.NamespacePodQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.NamespaceServiceQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.NamespaceStorageQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.NamespaceObjectQuotaExceeded, CauseLayer.Admission),
        new(CauseCode.LimitRangeViolation, CauseLayer.Admission),
        new(CauseCode.ServiceAccountMissing, CauseLayer.Admission),
        new(CauseCode.PodSecurityViolation, CauseLayer.Admission),
        new(CauseCode.AdmissionWebhookRejected, CauseLayer.Admission),
        new(CauseCode.AdmissionWebhookUnavailable, CauseLayer.Admission),
        new(CauseCode.RbacForbidden, CauseLayer.Admission),
        new(CauseCode.AdmissionWebhookCertificateInvalid, CauseLayer.Admission) { Refines = [CauseCode.AdmissionWebhookUnavailable] },
        new(CauseCode.KubeletAdmissionRejected, CauseLayer.Admission),
        // Scheduling
        new(CauseCode.NodeCordoned, CauseLayer.Scheduling),
        new(CauseCode.NodeSelectorMismatch, CauseLayer.Scheduling),
        new(CauseCode.NodeAffinityMismatch, CauseLayer.Scheduling),
        new(CauseCode.PodAffinityUnsatisfied, CauseLayer.Scheduling),
        new(CauseCode.PodAntiAffinityConflict, CauseLayer.Scheduling),
        new(CauseCode.TaintNotTolerated, CauseLayer.Scheduling),
        new(CauseCode.InsufficientCpu, CauseLayer.Scheduling),
        new(CauseCode.InsufficientMemory, CauseLayer.Scheduling),
        new(CauseCode.InsufficientResource, CauseLayer.Scheduling),
        new(CauseCode.TopologySpreadUnsatisfied, CauseLayer.Scheduling),
        new(CauseCode.HostPortConflict, CauseLayer.Scheduling),
        // What a pod with a higher priority took is what the one that had to go lacks.
        new(CauseCode.PriorityPreempted, CauseLayer.Scheduling) { Refines = s_noRoom },
        new(CauseCode.SchedulingGated, CauseLayer.Scheduling),
        new(CauseCode.SchedulerUnavailable, CauseLayer.Infrastructure),
        new(CauseCode.VolumeLimitReached, CauseLayer.Scheduling),
        new(CauseCode.NodeGroupAtMaximum, CauseLayer.Scheduling) { Refines = s_noRoom },
        // Storage
        new(CauseCode.PvcCapacityMismatch, CauseLayer.Storage),
        new(CauseCode.PvcAccessModeMismatch, CauseLayer.Storage),
        new(CauseCode.PvcSelectorMismatch, CauseLayer.Storage),
        new(CauseCode.PvcStorageClassMismatch, CauseLayer.Storage),
        new(CauseCode.PvAlreadyBound, CauseLayer.Storage),
        new(CauseCode.PvcMissing, CauseLayer.Storage),
        new(CauseCode.ProvisioningFailed, CauseLayer.Storage),
        new(CauseCode.VolumeAttachFailed, CauseLayer.Storage),
        new(CauseCode.VolumeMountFailed, CauseLayer.Storage),
        new(CauseCode.VolumeMountPermissionDenied, CauseLayer.Storage),
        new(CauseCode.VolumeNodeAffinityConflict, CauseLayer.Storage),
        new(CauseCode.VolumeFull, CauseLayer.Storage),
        new(CauseCode.VolumeExpansionFailed, CauseLayer.Storage),
        new(CauseCode.NodeDiskFull, CauseLayer.Infrastructure),
        // Startup
        new(CauseCode.ImageReferenceInvalid, CauseLayer.Startup),
        new(CauseCode.ImagePullSecretMissing, CauseLayer.Startup),
        new(CauseCode.ImageRegistryUnreachable, CauseLayer.Startup),
        new(CauseCode.ImageArchitectureMismatch, CauseLayer.Startup),
        new(CauseCode.SecretMissing, CauseLayer.Startup),
        new(CauseCode.SecretKeyMissing, CauseLayer.Startup),
        new(CauseCode.ConfigMapMissing, CauseLayer.Startup),
        new(CauseCode.ConfigMapKeyMissing, CauseLayer.Startup),
        new(CauseCode.CommandNotFound, CauseLayer.Startup),
        new(CauseCode.RunAsNonRootViolation, CauseLayer.Startup),
        new(CauseCode.InitContainerFailed, CauseLayer.Startup, ShownByClients: true),
        new(CauseCode.PortConflict, CauseLayer.Startup),
        new(CauseCode.CreateContainerFailed, CauseLayer.Startup),
        new(CauseCode.SandboxCreationFailed, CauseLayer.Startup),
        new(CauseCode.ImagePullRateLimited, CauseLayer.Startup),
        new(CauseCode.ImageRegistryCertificateUntrusted, CauseLayer.Startup),
        new(CauseCode.NodeKernelSettingWrong, CauseLayer.Infrastructure)
        {
            Refines = [.. s_crash, CauseCode.FileDescriptorsExhausted, CauseCode.VolumeFull],
        },
        new(CauseCode.CpuFeatureMissing, CauseLayer.Startup) { Refines = s_crash },
        // Runtime
        new(CauseCode.OutOfMemory, CauseLayer.Runtime),
        new(CauseCode.ApplicationCrash, CauseLayer.Runtime, ShownByClients: true),
        new(CauseCode.ApplicationConfigInvalid, CauseLayer.Runtime),
        new(CauseCode.EnvironmentVariableMissing, CauseLayer.Runtime),
        new(CauseCode.LivenessProbePortWrong, CauseLayer.Runtime),
        new(CauseCode.LivenessProbeProtocolWrong, CauseLayer.Runtime),
        new(CauseCode.LivenessProbePathWrong, CauseLayer.Runtime),
        new(CauseCode.LivenessProbeTimingTooTight, CauseLayer.Runtime, ShownByClients: true),
        new(CauseCode.ReadinessProbePortWrong, CauseLayer.Runtime),
        new(CauseCode.ReadinessProbeProtocolWrong, CauseLayer.Runtime),
        new(CauseCode.ReadinessProbePathWrong, CauseLayer.Runtime),
        new(CauseCode.ReadinessProbeTimingTooTight, CauseLayer.Runtime, ShownByClients: true),
        new(CauseCode.StartupProbeTimingTooTight, CauseLayer.Runtime, ShownByClients: true),
        new(CauseCode.ScaledToZero, CauseLayer.Runtime),
        new(CauseCode.DependencyUnavailable, CauseLayer.Dependency, ShownByClients: true),
        new(CauseCode.DatabaseCredentialsInvalid, CauseLayer.Runtime),
        new(CauseCode.DatabasePortWrong, CauseLayer.Runtime),
        new(CauseCode.DatabaseReadOnly, CauseLayer.Runtime),
        new(CauseCode.DatabaseConnectionsExhausted, CauseLayer.Runtime, ShownByClients: true),
        new(CauseCode.CertificateExpired, CauseLayer.Runtime),
        new(CauseCode.FileDescriptorsExhausted, CauseLayer.Runtime),
        new(CauseCode.Evicted, CauseLayer.Controllers),
        new(CauseCode.CloudPermissionDenied, CauseLayer.Runtime)
        {
            Refines =
            [
                .. s_crash, CauseCode.DependencyUnavailable, CauseCode.ProvisioningFailed, CauseCode.VolumeAttachFailed,
                CauseCode.LoadBalancerProvisioningFailed,
            ],
        },
        new(CauseCode.SidecarNotReady, CauseLayer.Runtime) { Refines = [.. s_crash, CauseCode.DependencyUnavailable] },
        new(CauseCode.ReadinessReported, CauseLayer.Dependency, ShownByClients: true),
        new(CauseCode.LivenessProbeFailing, CauseLayer.Runtime, ShownByClients: true) { Refines = s_crash },
        new(CauseCode.ReadinessGateUnsatisfied, CauseLayer.Runtime),
        new(CauseCode.MigrationLockHeld, CauseLayer.Runtime) { Refines = [.. s_crash, CauseCode.DependencyUnavailable] },
        new(CauseCode.ReadOnlyRootFilesystem, CauseLayer.Runtime) { Refines = [.. s_crash, CauseCode.VolumeMountPermissionDenied] },
        // Rollout and batch
        new(CauseCode.RolloutStuck, CauseLayer.Controllers, ShownByClients: true),
        new(CauseCode.BadRollout, CauseLayer.Controllers),
        new(CauseCode.DisruptionBudgetBlocks, CauseLayer.Controllers),
        new(CauseCode.JobBackoffLimitExceeded, CauseLayer.Controllers, ShownByClients: true),
        new(CauseCode.JobDeadlineExceeded, CauseLayer.Controllers, ShownByClients: true),
        new(CauseCode.CronJobSuspended, CauseLayer.Controllers),
        new(CauseCode.CronJobScheduleInvalid, CauseLayer.Controllers),
        new(CauseCode.CronJobMissed, CauseLayer.Controllers),
        new(CauseCode.HpaMaxedOut, CauseLayer.Controllers),
        new(CauseCode.HpaMetricsUnavailable, CauseLayer.Controllers),
        new(CauseCode.HpaMisconfigured, CauseLayer.Controllers),
        new(CauseCode.JobSidecarStillRunning, CauseLayer.Controllers),
        new(CauseCode.StuckTerminating, CauseLayer.Controllers),
        // Service routing
        new(CauseCode.ServiceSelectorMismatch, CauseLayer.Routing),
        new(CauseCode.ServicePortMismatch, CauseLayer.Routing),
        new(CauseCode.ServiceProtocolMismatch, CauseLayer.Routing),
        // An address that names nothing does not resolve; the resolution is sound.
        new(CauseCode.ServiceAddressWrong, CauseLayer.Routing) { Refines = [.. s_rollout, CauseCode.DnsResolutionFailure] },
        new(CauseCode.GatewayMisroute, CauseLayer.Routing) { Refines = s_rollout },
        new(CauseCode.ServiceHasNoReadyEndpoints, CauseLayer.Dependency, ShownByClients: true, IsOnlySymptom: true),
        new(CauseCode.DnsResolutionFailure, CauseLayer.Routing, ShownByClients: true)
        {
            Refines = [.. s_rollout, CauseCode.ApplicationCrash],
        },
        new(CauseCode.NetworkPolicyBlocks, CauseLayer.Routing),
        new(CauseCode.IngressBackendMissing, CauseLayer.Routing),
        new(CauseCode.IngressClassMissing, CauseLayer.Routing),
        new(CauseCode.TlsSecretMissing, CauseLayer.Routing),
        new(CauseCode.GatewayRouteRejected, CauseLayer.Routing),
        new(CauseCode.ServiceMissing, CauseLayer.Routing)
        {
            Refines = [.. s_rollout, CauseCode.DnsResolutionFailure, CauseCode.ServiceAddressWrong],
        },
        new(CauseCode.LoadBalancerProvisioningFailed, CauseLayer.Routing),
        new(CauseCode.LoadBalancerPending, CauseLayer.Routing),
        new(CauseCode.DnsSearchDomainHijack, CauseLayer.Routing),
        new(CauseCode.TlsCertificateInvalid, CauseLayer.Routing) { Refines = [.. s_rollout, .. s_crash, CauseCode.DependencyUnavailable] },
        // Performance
        new(CauseCode.CpuSaturation, CauseLayer.Performance),
        new(CauseCode.CpuThrottling, CauseLayer.Performance),
        new(CauseCode.MemoryPressure, CauseLayer.Performance),
        new(CauseCode.NetworkDelay, CauseLayer.Performance, ShownByClients: true),
        new(CauseCode.NetworkLoss, CauseLayer.Performance, ShownByClients: true),
        new(CauseCode.DiskSaturation, CauseLayer.Performance),
        // Infrastructure
        new(CauseCode.NodeNotReady, CauseLayer.Infrastructure),
        new(CauseCode.KubeletUnavailable, CauseLayer.Infrastructure),
        new(CauseCode.ContainerRuntimeUnavailable, CauseLayer.Infrastructure),
        new(CauseCode.KubeProxyUnavailable, CauseLayer.Infrastructure),
        new(CauseCode.NodeNetworkDelay, CauseLayer.Infrastructure),
        new(CauseCode.NodeNetworkLoss, CauseLayer.Infrastructure),
        new(CauseCode.NodeNetworkUnavailable, CauseLayer.Infrastructure),
        new(CauseCode.NodeMemoryPressure, CauseLayer.Infrastructure),
        new(CauseCode.NodeDiskPressure, CauseLayer.Infrastructure),
        new(CauseCode.NodePidPressure, CauseLayer.Infrastructure),
        new(CauseCode.CoreDnsUnavailable, CauseLayer.Infrastructure, IsClusterWide: true),
        new(CauseCode.ControllerManagerUnavailable, CauseLayer.Infrastructure, IsClusterWide: true),
        new(CauseCode.ApiServerUnavailable, CauseLayer.Infrastructure, IsClusterWide: true),
        new(CauseCode.EtcdUnhealthy, CauseLayer.Infrastructure, IsClusterWide: true),
        new(CauseCode.NodeClockSkew, CauseLayer.Infrastructure),
        new(CauseCode.NetworkPluginUnhealthy, CauseLayer.Infrastructure) { Refines = [CauseCode.NodeNetworkUnavailable] },
        new(CauseCode.ApiServiceUnavailable, CauseLayer.Infrastructure) { Refines = [CauseCode.HpaMetricsUnavailable] },
        // None
        new(CauseCode.NotFound, CauseLayer.None),
        new(CauseCode.Healthy, CauseLayer.None),
        new(CauseCode.ClusterUnreachable, CauseLayer.None),
        new(CauseCode.OutOfScope, CauseLayer.None),
    ];

    private static readonly Dictionary<CauseCode, CauseRow> s_rows = All.ToDictionary(row => row.Code);

    /// <summary>The row of a code.</summary>
    /// <exception cref="InvalidOperationException">The code has no row.</exception>
    public static CauseRow Of(CauseCode code) => s_rows.TryGetValue(code, out var row)
        ? row
        : throw new InvalidOperationException($"{code} has no row in {nameof(CauseCatalogue)}.");
}
