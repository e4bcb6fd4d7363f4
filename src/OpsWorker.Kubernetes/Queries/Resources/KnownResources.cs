namespace OpsWorker.Kubernetes.Queries.Resources;

/// <summary>
/// The resources that every cluster has and that kubectl's users abbreviate, for use without an API server:
/// names, kinds and short names as <c>kubectl api-resources</c> lists them for Kubernetes 1.31, and those of the Gateway
/// API, which many clusters have.
/// </summary>
public static class KnownResources
{
    /// <summary>The resources, the core group first.</summary>
    public static IReadOnlyList<ApiResource> All { get; } =
    [
        Core("configmaps", "ConfigMap", "cm"),
        Core("endpoints", "Endpoints", "ep"),
        Core("events", "Event", "ev"),
        Core("limitranges", "LimitRange", "limits"),
        Core("persistentvolumeclaims", "PersistentVolumeClaim", "pvc"),
        Core("pods", "Pod", "po"),
        Core("podtemplates", "PodTemplate"),
        Core("replicationcontrollers", "ReplicationController", "rc"),
        Core("resourcequotas", "ResourceQuota", "quota"),
        Core("secrets", "Secret"),
        Core("serviceaccounts", "ServiceAccount", "sa"),
        Core("services", "Service", "svc"),
        Unscoped("namespaces", "Namespace", "v1", "ns"),
        Unscoped("nodes", "Node", "v1", "no"),
        Unscoped("persistentvolumes", "PersistentVolume", "v1", "pv"),
        Unscoped("componentstatuses", "ComponentStatus", "v1", "cs"),
        Scoped("controllerrevisions", "ControllerRevision", "apps/v1"),
        Scoped("daemonsets", "DaemonSet", "apps/v1", "ds"),
        Scoped("deployments", "Deployment", "apps/v1", "deploy"),
        Scoped("replicasets", "ReplicaSet", "apps/v1", "rs"),
        Scoped("statefulsets", "StatefulSet", "apps/v1", "sts"),
        Scoped("horizontalpodautoscalers", "HorizontalPodAutoscaler", "autoscaling/v2", "hpa"),
        Scoped("cronjobs", "CronJob", "batch/v1", "cj"),
        Scoped("jobs", "Job", "batch/v1"),
        Scoped("leases", "Lease", "coordination.k8s.io/v1"),
        Scoped("endpointslices", "EndpointSlice", "discovery.k8s.io/v1"),
        Scoped("ingresses", "Ingress", "networking.k8s.io/v1", "ing"),
        Scoped("networkpolicies", "NetworkPolicy", "networking.k8s.io/v1", "netpol"),
        Scoped("gateways", "Gateway", "gateway.networking.k8s.io/v1", "gtw"),
        Scoped("httproutes", "HTTPRoute", "gateway.networking.k8s.io/v1"),
        Scoped("grpcroutes", "GRPCRoute", "gateway.networking.k8s.io/v1"),
        Unscoped("gatewayclasses", "GatewayClass", "gateway.networking.k8s.io/v1", "gc"),
        Unscoped("ingressclasses", "IngressClass", "networking.k8s.io/v1"),
        Scoped("poddisruptionbudgets", "PodDisruptionBudget", "policy/v1", "pdb"),
        Scoped("rolebindings", "RoleBinding", "rbac.authorization.k8s.io/v1"),
        Scoped("roles", "Role", "rbac.authorization.k8s.io/v1"),
        Unscoped("clusterrolebindings", "ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
        Unscoped("clusterroles", "ClusterRole", "rbac.authorization.k8s.io/v1"),
        Unscoped("priorityclasses", "PriorityClass", "scheduling.k8s.io/v1", "pc"),
        Unscoped("runtimeclasses", "RuntimeClass", "node.k8s.io/v1"),
        Unscoped("storageclasses", "StorageClass", "storage.k8s.io/v1", "sc"),
        Unscoped("volumeattachments", "VolumeAttachment", "storage.k8s.io/v1"),
        Unscoped("csidrivers", "CSIDriver", "storage.k8s.io/v1"),
        Unscoped("csinodes", "CSINode", "storage.k8s.io/v1"),
        Unscoped("customresourcedefinitions", "CustomResourceDefinition", "apiextensions.k8s.io/v1", "crd", "crds"),
        Unscoped("apiservices", "APIService", "apiregistration.k8s.io/v1"),
        Unscoped("mutatingwebhookconfigurations", "MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
        Unscoped("validatingwebhookconfigurations", "ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
        Unscoped("certificatesigningrequests", "CertificateSigningRequest", "certificates.k8s.io/v1", "csr"),
    ];

    /// <summary>The resource that a plural, singular, kind or short name means, or null.</summary>
    public static ApiResource? Find(string name) => All.FirstOrDefault(r => r.IsNamed(name));

    private static ApiResource Core(string name, string kind, params string[] shortNames) =>
        Scoped(name, kind, "v1", shortNames);

    private static ApiResource Scoped(string name, string kind, string apiVersion, params string[] shortNames) =>
        new(name, kind, apiVersion, Namespaced: true, shortNames);

    private static ApiResource Unscoped(string name, string kind, string apiVersion, params string[] shortNames) =>
        new(name, kind, apiVersion, Namespaced: false, shortNames);
}
