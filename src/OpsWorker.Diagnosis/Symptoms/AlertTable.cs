namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>
/// Well-known alerts: kubernetes-mixin, node-exporter, kube-state-metrics, etcd, CoreDNS, cert-manager, Prometheus and
/// Alertmanager. The first row that matches counts, so names stand before beginnings of names.
/// </summary>
public static class AlertTable
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<AlertRow> All { get; } =
    [
        // Signs of life and switches of other alerts
        new("Watchdog", SymptomKind.NoneOfOurs, AlertReach.Nothing),
        new("InfoInhibitor", SymptomKind.NoneOfOurs, AlertReach.Nothing),
        new("DeadMans*", SymptomKind.NoneOfOurs, AlertReach.Nothing),
        new("UpdateAvailable", SymptomKind.NoneOfOurs, AlertReach.Nothing),
        new("KubeVersionMismatch", SymptomKind.NoneOfOurs, AlertReach.Nothing),

        // Monitoring
        new("TargetDown", SymptomKind.Monitoring, AlertReach.Named),
        new("PrometheusTargetMissing", SymptomKind.Monitoring, AlertReach.Named),
        new("Prometheus*", SymptomKind.Monitoring, AlertReach.Named),
        new("Alertmanager*", SymptomKind.Monitoring, AlertReach.Named),
        new("Thanos*", SymptomKind.Monitoring, AlertReach.Named),
        new("KubeStateMetrics*", SymptomKind.Monitoring, AlertReach.Named),
        new("ConfigReloaderSidecarErrors", SymptomKind.Monitoring, AlertReach.Named),

        // Certificates
        new("KubeClientCertificateExpiration", SymptomKind.Certificate, AlertReach.Certificates, LabelOwner.Exporter),
        new("KubeletClientCertificate*", SymptomKind.Certificate, AlertReach.Certificates, LabelOwner.Exporter),
        new("KubeletServerCertificate*", SymptomKind.Certificate, AlertReach.Certificates, LabelOwner.Exporter),
        new("CertManager*", SymptomKind.Certificate, AlertReach.Certificates, LabelOwner.Exporter),
        new("CertificateExp*", SymptomKind.Certificate, AlertReach.Certificates),
        new("SSLCert*", SymptomKind.Certificate, AlertReach.Certificates, LabelOwner.Exporter),

        // Control plane
        new("etcd*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeAPI*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeAggregatedAPI*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeClientErrors", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeControllerManager*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeScheduler*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("KubeProxyDown", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),
        new("CoreDNS*", SymptomKind.ControlPlane, AlertReach.ControlPlane, LabelOwner.Exporter),

        // Nodes
        new("KubeNode*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("KubeletTooManyPods", SymptomKind.Capacity, AlertReach.Nodes, LabelOwner.Exporter),
        new("Kubelet*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeMemory*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeFile*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeNetwork*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeClock*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeDisk*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeCPU*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeRAID*", SymptomKind.Node, AlertReach.Nothing, LabelOwner.Exporter),
        new("NodeTextFile*", SymptomKind.Node, AlertReach.Nothing, LabelOwner.Exporter),
        new("NodeBonding*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeSystem*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),
        new("NodeHigh*", SymptomKind.Node, AlertReach.Nodes, LabelOwner.Exporter),

        // Capacity and saturation
        new("KubePersistentVolume*", SymptomKind.Capacity, AlertReach.Named),
        new("KubeQuota*", SymptomKind.Capacity, AlertReach.Scope),
        new("KubeCPUOvercommit", SymptomKind.Capacity, AlertReach.Nodes, LabelOwner.Exporter),
        new("KubeCPUQuotaOvercommit", SymptomKind.Capacity, AlertReach.Nodes, LabelOwner.Exporter),
        new("KubeMemoryOvercommit", SymptomKind.Capacity, AlertReach.Nodes, LabelOwner.Exporter),
        new("KubeMemoryQuotaOvercommit", SymptomKind.Capacity, AlertReach.Nodes, LabelOwner.Exporter),
        new("CPUThrottlingHigh", SymptomKind.Saturation, AlertReach.Named),

        // Workloads
        new("KubePodCrashLooping", SymptomKind.Restarts, AlertReach.Named),
        new("KubePod*", SymptomKind.Replicas, AlertReach.Named),
        new("KubeContainer*", SymptomKind.Replicas, AlertReach.Named),
        new("KubeDeployment*", SymptomKind.Replicas, AlertReach.Named),
        new("KubeStatefulSet*", SymptomKind.Replicas, AlertReach.Named),
        new("KubeDaemonSet*", SymptomKind.Replicas, AlertReach.Named),
        new("KubePdb*", SymptomKind.Replicas, AlertReach.Named),
        new("KubeJob*", SymptomKind.Batch, AlertReach.Named),
        new("KubeCronJob*", SymptomKind.Batch, AlertReach.Named),
        new("KubeHpa*", SymptomKind.Autoscaling, AlertReach.Named),
    ];

    /// <summary>The row of an alert; null for an alert that is not well-known.</summary>
    public static AlertRow? Find(string alert) => All.FirstOrDefault(row => row.Matches(alert));
}
