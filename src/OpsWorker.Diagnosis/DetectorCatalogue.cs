using OpsWorker.Diagnosis.Detectors.Admission;
using OpsWorker.Diagnosis.Detectors.Batch;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Diagnosis.Detectors.Performance;
using OpsWorker.Diagnosis.Detectors.Routing;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Detectors.Storage;

namespace OpsWorker.Diagnosis;

/// <summary>The detectors, in the order of what they look at: the cluster, admission, a pod's life, the way to it.</summary>
public static class DetectorCatalogue
{
    /// <summary>All detectors.</summary>
    public static IReadOnlyList<IDetector> All { get; } =
    [
        new NodeDetector(),
        new NodePressureDetector(),
        new NodeClockDetector(),
        new ControlPlaneDetector(),
        new ApiServiceDetector(),
        new SystemPodDetector(),
        new NetworkPluginDetector(),
        new KernelSettingDetector(),
        new KernelReportDetector(),
        new CoreDnsDetector(),
        new QuotaDetector(),
        new QuotaRoomDetector(),
        new QuotaMissingObjectDetector(),
        new ServiceAccountDetector(),
        new AdmissionRefusalDetector(),
        new WebhookCertificateDetector(),
        new KubeletAdmissionDetector(),
        new ClaimDetector(),
        new VolumeExpansionDetector(),
        new VolumeUsageDetector(),
        new NoNodeFitsDetector(),
        new NodeGroupDetector(),
        new NodePodLimitDetector(),
        new ImagePullDetector(),
        new RegistryRefusalDetector(),
        new MissingReferenceDetector(),
        new MissingFileDetector(),
        new DroppedSecretDetector(),
        new ContainerCreateDetector(),
        new WaitingInitDetector(),
        new SandboxDetector(),
        new OutOfMemoryDetector(),
        new ProbeDetector(),
        new ReadinessReportDetector(),
        new LivenessReportDetector(),
        new ReadinessGateDetector(),
        new DatabaseDetector(),
        new DatabasePortDetector(),
        new RefusedDatabasePortDetector(),
        new PortConflictDetector(),
        new SidecarDetector(),
        new CrashDetector(),
        new DependencyDetector(),
        new SlowCallDetector(),
        new ReloadedAddressDetector(),
        new CpuFeatureDetector(),
        new ReadOnlyRootDetector(),
        new MigrationLockDetector(),
        new CloudPermissionDetector(),
        new LoggedTroubleDetector(),
        new VolumeMountDetector(),
        new SpecialPodsDetector(),
        new ScaledToZeroDetector(),
        new ServiceSelectorDetector(),
        new ServicePortDetector(),
        new ServiceAddressDetector(),
        new MissingServiceDetector(),
        new HostAliasDetector(),
        new ExternalNameDetector(),
        new LoopbackAddressDetector(),
        new MisrouteDetector(),
        new ServiceEndpointsDetector(),
        new LoadBalancerDetector(),
        new NetworkPolicyDetector(),
        new IsolatedFromDnsDetector(),
        new NameserverDetector(),
        new DnsRecordDetector(),
        new DnsDetector(),
        new IngressDetector(),
        new TlsCertificateDetector(),
        new GatewayRouteDetector(),
        new CpuDetector(),
        new CpuLimitDetector(),
        new MemoryDetector(),
        new DiskDetector(),
        new NetworkDetector(),
        new RolloutDetector(),
        new JobDetector(),
        new JobSidecarDetector(),
        new CronJobDetector(),
        new AutoscalerDetector(),
        new DisruptionBudgetDetector(),
        new StuckTerminatingDetector(),
    ];
}
