namespace OpsWorker.Pipeline.Drift;

/// <summary>The weight of a difference, by its place.</summary>
internal static class DriftSeverities
{
    // Controllers read the annotations of these objects as settings.
    private static readonly string[] s_configured =
        ["Ingress", "Service", "ServiceAccount", "Namespace", "StorageClass", "Gateway", "HTTPRoute", "IngressClass"];

    // Selectors of policies, webhooks and schedulers read the labels of these objects.
    private static readonly string[] s_selected = ["Namespace", "Node", "Pod"];

    // For people, or by which a rollout is caused.
    private static readonly string[] s_descriptive =
    [
        "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/", "meta.helm.sh/", "kubectl.kubernetes.io/restartedAt",
        "checksum/", "kubernetes.io/change-cause", "argocd.argoproj.io/",
    ];

    // Written by tools and controllers for themselves.
    private static readonly string[] s_bookkeeping =
    [
        "kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/", "deprecated.daemonset.template.generation",
        "meta.helm.sh/", "argocd.argoproj.io/tracking-id", "pv.kubernetes.io/", "volume.kubernetes.io/", "volume.beta.kubernetes.io/",
        "control-plane.alpha.kubernetes.io/",
    ];

    public static DriftSeverity Of(string kind, FieldPath path)
    {
        if (path.StartsWith("metadata", "labels")) return OfText(path, s_selected.Contains(kind));
        if (path.StartsWith("metadata", "annotations"))
            return OfText(path, s_configured.Contains(kind) && path.Field!.Contains('/', StringComparison.Ordinal));
        if (path.Contains("template") && path.Contains("metadata") && (path.Contains("labels") || path.Contains("annotations")))
            return OfText(path, isFunctional: true);
        return DriftSeverity.Functional;
    }

    /// <summary>True for annotations that tools write for themselves, which are never compared.</summary>
    public static bool IsBookkeeping(FieldPath path) =>
        path.Contains("annotations")
        && path.Field is { } key
        && s_bookkeeping.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private static DriftSeverity OfText(FieldPath path, bool isFunctional) =>
        isFunctional && !s_descriptive.Any(prefix => path.Field!.StartsWith(prefix, StringComparison.Ordinal))
            ? DriftSeverity.Functional
            : DriftSeverity.Cosmetic;
}
