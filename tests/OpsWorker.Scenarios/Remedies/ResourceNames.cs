namespace OpsWorker.Scenarios.Remedies;

/// <summary>The resources that kubectl knows by kind, plural and short name, and those that have no namespace.</summary>
internal static class ResourceNames
{
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal);

    private static readonly HashSet<string> s_clusterScoped =
    [
        "Node", "Namespace", "PersistentVolume", "StorageClass", "IngressClass", "PriorityClass", "ClusterRole", "ClusterRoleBinding",
        "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "CustomResourceDefinition", "APIService", "CSIDriver", "CSINode",
        "VolumeAttachment", "CertificateSigningRequest", "GatewayClass", "RuntimeClass", "ClusterOperator", "ClusterIssuer",
    ];

    static ResourceNames()
    {
        string[] kinds =
        [
            .. s_clusterScoped, "Pod", "Service", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "ConfigMap",
            "Secret", "ServiceAccount", "Event", "PersistentVolumeClaim", "ResourceQuota", "LimitRange", "HorizontalPodAutoscaler",
            "PodDisruptionBudget", "NetworkPolicy", "Role", "RoleBinding", "ControllerRevision", "EndpointSlice", "Lease", "Gateway",
            "HTTPRoute", "GRPCRoute", "ReferenceGrant", "ReplicationController", "Certificate", "Issuer", "HelmRelease", "Kustomization",
        ];
        foreach (var kind in kinds)
        {
            var lower = kind.ToLowerInvariant();
            s_kinds[lower] = kind;
            s_kinds[lower.EndsWith("ss", StringComparison.Ordinal) ? lower + "es"
                : lower.EndsWith('y') && lower[^2] != 'a' ? lower[..^1] + "ies"
                : lower + "s"] = kind;
        }

        s_kinds["endpoints"] = "Endpoints";
        s_kinds["ingress"] = s_kinds["ingresses"] = "Ingress";
    }

    /// <summary>The kind of a resource's name; null where kubectl would say that the server has no such type.</summary>
    public static string? KindOf(string resource) => s_kinds.GetValueOrDefault(resource.Split('.')[0].ToLowerInvariant());

    public static bool HasNamespace(string kind) => !s_clusterScoped.Contains(kind);
}
