namespace OpsWorker.Core.Findings;

/// <summary>
/// The conclusions of diagnosis. A code names the cause, not the symptom. The names are public: they appear in the
/// API, in Slack, in metrics and in rules, so codes are added and never renamed.
/// </summary>
public enum CauseCode
{
    // Admission
    /// <summary>A ResourceQuota leaves no CPU for another pod of the namespace.</summary>
    NamespaceCpuQuotaExceeded,

    /// <summary>A ResourceQuota leaves no memory for another pod of the namespace.</summary>
    NamespaceMemoryQuotaExceeded,

    /// <summary>A ResourceQuota allows no further pod in the namespace.</summary>
    NamespacePodQuotaExceeded,

    /// <summary>A ResourceQuota allows no further Service in the namespace.</summary>
    NamespaceServiceQuotaExceeded,

    /// <summary>A ResourceQuota leaves no storage or claim for the namespace.</summary>
    NamespaceStorageQuotaExceeded,

    /// <summary>A ResourceQuota allows no further object of another kind.</summary>
    NamespaceObjectQuotaExceeded,

    /// <summary>A LimitRange forbids what a pod requests.</summary>
    LimitRangeViolation,

    /// <summary>A workload names a ServiceAccount that does not exist.</summary>
    ServiceAccountMissing,

    /// <summary>Pod Security admission refuses the pod.</summary>
    PodSecurityViolation,

    /// <summary>An admission webhook refuses the object.</summary>
    AdmissionWebhookRejected,

    /// <summary>An admission webhook that must answer does not.</summary>
    AdmissionWebhookUnavailable,

    /// <summary>A workload or controller lacks a permission that it uses.</summary>
    RbacForbidden,

    /// <summary>The certificate of an admission webhook is expired, not yet valid, or not that of the webhook's configuration.</summary>
    AdmissionWebhookCertificateInvalid,

    /// <summary>The kubelet refuses a pod that the scheduler bound to its node: OutOfcpu, OutOfpods, UnexpectedAdmissionError.</summary>
    KubeletAdmissionRejected,

    // Scheduling
    /// <summary>The nodes that would take the pod are marked unschedulable.</summary>
    NodeCordoned,

    /// <summary>No node has the labels of the pod's nodeSelector.</summary>
    NodeSelectorMismatch,

    /// <summary>No node satisfies the pod's required node affinity.</summary>
    NodeAffinityMismatch,

    /// <summary>No node runs the pods that the pod's affinity requires beside it.</summary>
    PodAffinityUnsatisfied,

    /// <summary>The pod's required anti-affinity leaves no node.</summary>
    PodAntiAffinityConflict,

    /// <summary>The nodes that would take the pod have taints that it does not tolerate.</summary>
    TaintNotTolerated,

    /// <summary>No node has as much CPU left as the pod requests.</summary>
    InsufficientCpu,

    /// <summary>No node has as much memory left as the pod requests.</summary>
    InsufficientMemory,

    /// <summary>No node has enough of another resource: ephemeral storage, GPUs, pods per node.</summary>
    InsufficientResource,

    /// <summary>The pod's topology spread constraints leave no node.</summary>
    TopologySpreadUnsatisfied,

    /// <summary>The pod's host port is taken on every node that would take it.</summary>
    HostPortConflict,

    /// <summary>The pod was removed in favour of one with a higher priority.</summary>
    PriorityPreempted,

    /// <summary>The pod has a scheduling gate that nobody removes.</summary>
    SchedulingGated,

    /// <summary>The devices that the pod claims by ResourceClaims cannot be allocated.</summary>
    ResourceClaimNotAllocated,

    /// <summary>Pods are pending and no scheduler has judged them.</summary>
    SchedulerUnavailable,

    /// <summary>The nodes that would take the pod attach no further volume.</summary>
    VolumeLimitReached,

    /// <summary>The pod needs another node, and the autoscaler may add none.</summary>
    NodeGroupAtMaximum,

    // Storage
    /// <summary>The claim asks for more than the volume meant for it has.</summary>
    PvcCapacityMismatch,

    /// <summary>The claim asks for an access mode that the volume meant for it lacks.</summary>
    PvcAccessModeMismatch,

    /// <summary>The claim's selector matches no volume.</summary>
    PvcSelectorMismatch,

    /// <summary>The claim's storage class does not exist or is not that of the volume meant for it.</summary>
    PvcStorageClassMismatch,

    /// <summary>The volume that the claim wants belongs to another claim.</summary>
    PvAlreadyBound,

    /// <summary>A workload mounts a claim that does not exist.</summary>
    PvcMissing,

    /// <summary>The provisioner could not make a volume for the claim.</summary>
    ProvisioningFailed,

    /// <summary>The volume could not be attached to the node.</summary>
    VolumeAttachFailed,

    /// <summary>The volume could not be mounted into the pod.</summary>
    VolumeMountFailed,

    /// <summary>The process may not read or write what is mounted.</summary>
    VolumeMountPermissionDenied,

    /// <summary>The volume can only be used on nodes on which the pod cannot run.</summary>
    VolumeNodeAffinityConflict,

    /// <summary>The volume has no space left.</summary>
    VolumeFull,

    /// <summary>The claim was enlarged and its volume was not.</summary>
    VolumeExpansionFailed,

    /// <summary>The node's disk has no space for an image or a container.</summary>
    NodeDiskFull,

    // Startup
    /// <summary>The image's name or tag does not exist.</summary>
    ImageReferenceInvalid,

    /// <summary>The image needs credentials that are missing or refused.</summary>
    ImagePullSecretMissing,

    /// <summary>The image's registry cannot be resolved or reached.</summary>
    ImageRegistryUnreachable,

    /// <summary>The image is not made for the node's processor.</summary>
    ImageArchitectureMismatch,

    /// <summary>A workload refers to a Secret that does not exist.</summary>
    SecretMissing,

    /// <summary>A workload refers to a key that its Secret lacks.</summary>
    SecretKeyMissing,

    /// <summary>A workload refers to a ConfigMap that does not exist.</summary>
    ConfigMapMissing,

    /// <summary>A workload refers to a key that its ConfigMap lacks.</summary>
    ConfigMapKeyMissing,

    /// <summary>The container's command is not in the image or cannot be run.</summary>
    CommandNotFound,

    /// <summary>The image runs as root where the pod forbids it.</summary>
    RunAsNonRootViolation,

    /// <summary>An init container ends with an error, so the others never start.</summary>
    InitContainerFailed,

    /// <summary>Two containers of a pod bind the same port.</summary>
    PortConflict,

    /// <summary>The runtime could not create the container, for another reason.</summary>
    CreateContainerFailed,

    /// <summary>The pod's sandbox could not be made: network plugin, no addresses left.</summary>
    SandboxCreationFailed,

    /// <summary>The registry limits how often images are pulled.</summary>
    ImagePullRateLimited,

    /// <summary>The node does not trust the registry's certificate.</summary>
    ImageRegistryCertificateUntrusted,

    /// <summary>A kernel setting of the node (a sysctl) is not what the application needs.</summary>
    NodeKernelSettingWrong,

    /// <summary>The node's processor lacks an instruction set that the program needs.</summary>
    CpuFeatureMissing,

    // Runtime
    /// <summary>A container needs more memory than its limit and is killed.</summary>
    OutOfMemory,

    /// <summary>The application ends by itself with an error.</summary>
    ApplicationCrash,

    /// <summary>The application refuses its configuration.</summary>
    ApplicationConfigInvalid,

    /// <summary>The application needs an environment variable that is not set.</summary>
    EnvironmentVariableMissing,

    /// <summary>The liveness probe asks a port on which nothing listens.</summary>
    LivenessProbePortWrong,

    /// <summary>The liveness probe speaks another protocol than the application.</summary>
    LivenessProbeProtocolWrong,

    /// <summary>The liveness probe asks a path that the application does not serve.</summary>
    LivenessProbePathWrong,

    /// <summary>The liveness probe gives the application less time than it needs.</summary>
    LivenessProbeTimingTooTight,

    /// <summary>The readiness probe asks a port on which nothing listens.</summary>
    ReadinessProbePortWrong,

    /// <summary>The readiness probe speaks another protocol than the application.</summary>
    ReadinessProbeProtocolWrong,

    /// <summary>The readiness probe asks a path that the application does not serve.</summary>
    ReadinessProbePathWrong,

    /// <summary>The readiness probe gives the application less time than it needs.</summary>
    ReadinessProbeTimingTooTight,

    /// <summary>The startup probe gives the application less time than it needs to start.</summary>
    StartupProbeTimingTooTight,

    /// <summary>The workload has no replicas because somebody asked for none.</summary>
    ScaledToZero,

    /// <summary>Something outside the cluster that the application needs does not answer.</summary>
    DependencyUnavailable,

    /// <summary>A database refuses the application's credentials.</summary>
    DatabaseCredentialsInvalid,

    /// <summary>The application asks its database on a port on which it does not listen.</summary>
    DatabasePortWrong,

    /// <summary>A database accepts no writes.</summary>
    DatabaseReadOnly,

    /// <summary>A database accepts no further connection.</summary>
    DatabaseConnectionsExhausted,

    /// <summary>A certificate is no longer valid.</summary>
    CertificateExpired,

    /// <summary>A process may open no further file or socket.</summary>
    FileDescriptorsExhausted,

    /// <summary>The kubelet evicted the pod.</summary>
    Evicted,

    /// <summary>The cloud refuses a call for want of a permission: an IAM role, a managed identity.</summary>
    CloudPermissionDenied,

    /// <summary>The container starts before the sidecar that it needs.</summary>
    SidecarNotReady,

    /// <summary>The readiness probe itself reports why the application is not ready: sealed, not initialised, no peers.</summary>
    ReadinessReported,

    /// <summary>The application answers its liveness probe with an error and is restarted.</summary>
    LivenessProbeFailing,

    /// <summary>A readiness gate's condition is not set, so the pod does not become ready.</summary>
    ReadinessGateUnsatisfied,

    /// <summary>A lock of an earlier schema migration is still held.</summary>
    MigrationLockHeld,

    /// <summary>The container writes to its root file system, which is read-only.</summary>
    ReadOnlyRootFilesystem,

    // Rollout and batch
    /// <summary>A rollout makes no progress.</summary>
    RolloutStuck,

    /// <summary>The trouble began with a change to the workload.</summary>
    BadRollout,

    /// <summary>A PodDisruptionBudget allows no eviction.</summary>
    DisruptionBudgetBlocks,

    /// <summary>A Job failed as often as it may.</summary>
    JobBackoffLimitExceeded,

    /// <summary>A Job took longer than it may.</summary>
    JobDeadlineExceeded,

    /// <summary>A CronJob that should run is suspended.</summary>
    CronJobSuspended,

    /// <summary>A CronJob's schedule or time zone cannot be understood.</summary>
    CronJobScheduleInvalid,

    /// <summary>A CronJob missed its start.</summary>
    CronJobMissed,

    /// <summary>A HorizontalPodAutoscaler is at its maximum and wants more.</summary>
    HpaMaxedOut,

    /// <summary>A HorizontalPodAutoscaler gets no metrics.</summary>
    HpaMetricsUnavailable,

    /// <summary>A HorizontalPodAutoscaler refers to what does not exist or cannot be scaled.</summary>
    HpaMisconfigured,

    /// <summary>A Job's main container ended and a sidecar keeps its pod running.</summary>
    JobSidecarStillRunning,

    /// <summary>An object is being deleted and stays: a finalizer that nobody removes, or a node that is gone.</summary>
    StuckTerminating,

    // Service routing
    /// <summary>A Service's selector matches no pod of the workload that it is for.</summary>
    ServiceSelectorMismatch,

    /// <summary>A Service's target port is one on which nothing listens.</summary>
    ServicePortMismatch,

    /// <summary>Client and server, or a Service and its pods, speak different protocols.</summary>
    ServiceProtocolMismatch,

    /// <summary>A client's configured address names no such Service or port.</summary>
    ServiceAddressWrong,

    /// <summary>A gateway routes to the wrong Service.</summary>
    GatewayMisroute,

    /// <summary>A Service has no ready backend.</summary>
    ServiceHasNoReadyEndpoints,

    /// <summary>Names do not resolve.</summary>
    DnsResolutionFailure,

    /// <summary>A NetworkPolicy forbids the connection.</summary>
    NetworkPolicyBlocks,

    /// <summary>An Ingress names a Service or port that does not exist.</summary>
    IngressBackendMissing,

    /// <summary>An Ingress names a class that no controller serves.</summary>
    IngressClassMissing,

    /// <summary>An Ingress or gateway names a TLS Secret that does not exist.</summary>
    TlsSecretMissing,

    /// <summary>A gateway does not accept the route.</summary>
    GatewayRouteRejected,

    /// <summary>A client's configured address names a Service that was deleted.</summary>
    ServiceMissing,

    /// <summary>The load balancer of a Service could not be made.</summary>
    LoadBalancerProvisioningFailed,

    /// <summary>A Service of type LoadBalancer has no address, and no controller provisions one.</summary>
    LoadBalancerPending,

    /// <summary>A name resolves by a search domain to an address outside of the cluster.</summary>
    DnsSearchDomainHijack,

    /// <summary>A certificate has another name than the one asked for, or is of an unknown authority.</summary>
    TlsCertificateInvalid,

    // Performance
    /// <summary>A workload uses all the CPU that there is for it.</summary>
    CpuSaturation,

    /// <summary>A container is held back by its CPU limit.</summary>
    CpuThrottling,

    /// <summary>A workload's memory use is close to its limit.</summary>
    MemoryPressure,

    /// <summary>Packets to and from a workload are delayed.</summary>
    NetworkDelay,

    /// <summary>Packets to and from a workload are lost.</summary>
    NetworkLoss,

    /// <summary>A disk is too slow for what is asked of it.</summary>
    DiskSaturation,

    // Infrastructure
    /// <summary>A node is not ready, for a reason that could not be narrowed down.</summary>
    NodeNotReady,

    /// <summary>A node's kubelet does not answer.</summary>
    KubeletUnavailable,

    /// <summary>A node's container runtime does not answer.</summary>
    ContainerRuntimeUnavailable,

    /// <summary>A node's kube-proxy does not run, so Services do not work from there.</summary>
    KubeProxyUnavailable,

    /// <summary>Packets to and from a node are delayed.</summary>
    NodeNetworkDelay,

    /// <summary>Packets to and from a node are lost.</summary>
    NodeNetworkLoss,

    /// <summary>A node's network is not configured.</summary>
    NodeNetworkUnavailable,

    /// <summary>A node is short of memory.</summary>
    NodeMemoryPressure,

    /// <summary>A node is short of disk space.</summary>
    NodeDiskPressure,

    /// <summary>A node is short of process ids.</summary>
    NodePidPressure,

    /// <summary>The cluster's DNS does not answer.</summary>
    CoreDnsUnavailable,

    /// <summary>The controller manager does not run, so nothing is reconciled.</summary>
    ControllerManagerUnavailable,

    /// <summary>The API server does not answer.</summary>
    ApiServerUnavailable,

    /// <summary>The API server's store does not answer.</summary>
    EtcdUnhealthy,

    /// <summary>A node's clock is wrong.</summary>
    NodeClockSkew,

    /// <summary>The network plugin's own agent does not work on a node.</summary>
    NetworkPluginUnhealthy,

    /// <summary>An aggregated API does not answer.</summary>
    ApiServiceUnavailable,

    // None
    /// <summary>Looked, and nothing explains the alert.</summary>
    NotFound,

    /// <summary>The alert's condition no longer holds.</summary>
    Healthy,

    /// <summary>The agent did not answer.</summary>
    ClusterUnreachable,

    /// <summary>The alert is about something that no object of this cluster shows.</summary>
    OutOfScope,
}
