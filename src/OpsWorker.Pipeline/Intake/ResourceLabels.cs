using System.Text;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Reads the place in Kubernetes from labels. Beside the names of kube-state-metrics and cAdvisor it knows those of Datadog
/// (<c>kube_namespace</c>), OpenTelemetry (<c>k8s.namespace.name</c>), Google Cloud (<c>namespace_name</c>), Elastic
/// (<c>kubernetes.namespace</c>), New Relic (<c>k8s.namespaceName</c>) and Dynatrace.
/// </summary>
internal static class ResourceLabels
{
    private static readonly PlaceLabel[] s_names =
    [
        new("namespace", null,
            "kube_namespace k8s_namespace_name k8s_namespace kubernetes_namespace kubernetes_namespace_name namespace_name"),
        new("pod", null, "pod_name kube_pod_name kube_pod k8s_pod_name k8s_pod kubernetes_pod_name kubernetes_pod"),
        new("container", null, "container_name kube_container_name k8s_container_name kubernetes_container_name"),
        new("node", null, "node_name kube_node k8s_node_name kubernetes_node_name kubernetes_node"),
        new("deployment", "Deployment",
            "deployment_name kube_deployment k8s_deployment_name kubernetes_deployment_name kubernetes_deployment"),
        new("statefulset", "StatefulSet",
            "statefulset_name kube_stateful_set k8s_statefulset_name kubernetes_statefulset_name kubernetes_statefulset"),
        new("daemonset", "DaemonSet",
            "daemonset_name kube_daemon_set k8s_daemonset_name kubernetes_daemonset_name kubernetes_daemonset"),
        new("cronjob", "CronJob", "kube_cronjob k8s_cronjob_name kubernetes_cronjob_name"),
        new("job_name", "Job", "kube_job k8s_job_name kubernetes_job_name"),
        new("cluster", null, "kube_cluster_name k8s_cluster_name kubernetes_cluster_name kubernetes_cluster orchestrator_cluster_name"),
    ];

    private static readonly Dictionary<string, string> s_labelOf =
        s_names.SelectMany(n => n.Others.Split(' ').Select(other => (other, n.Label))).ToDictionary(n => n.other, n => n.Label);

    /// <summary>The labels, and the usual name beside each other name; a label that is there is never changed.</summary>
    public static IReadOnlyDictionary<string, string> Complete(IReadOnlyDictionary<string, string> labels)
    {
        Dictionary<string, string>? completed = null;
        foreach (var (name, value) in labels)
        {
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (!s_labelOf.TryGetValue(Plain(name), out var label) || labels.ContainsKey(label)) continue;
            completed ??= new Dictionary<string, string>(labels);
            completed.TryAdd(label, value);
        }

        return completed ?? labels;
    }

    /// <summary>The alert with the label <c>cluster</c>, unless it has one.</summary>
    public static Alert InCluster(Alert alert, string cluster) => alert.Labels.ContainsKey("cluster") ? alert : alert with
    {
        Labels = new Dictionary<string, string>(alert.Labels) { ["cluster"] = cluster },
        Resource = (alert.Resource ?? new AlertResource()) with { Cluster = cluster },
    };

    /// <summary>True if a label of this name names a place in Kubernetes.</summary>
    public static bool IsPlace(string name) => s_labelOf.ContainsKey(Plain(name)) || s_names.Any(n => n.Label == name);

    /// <summary>The place; null if the labels name none.</summary>
    public static AlertResource? Read(IReadOnlyDictionary<string, string> given)
    {
        var labels = Complete(given);
        var workload = Array.Find(s_names, n => n.Kind is not null && Find(labels, n.Label) is not null);
        var resource = new AlertResource
        {
            Cluster = Find(labels, "cluster"),
            Namespace = Find(labels, "namespace"),
            WorkloadKind = workload?.Kind,
            Workload = workload is null ? null : Find(labels, workload.Label),
            Pod = Find(labels, "pod"),
            Container = Find(labels, "container"),
            Node = Find(labels, "node"),
        };
        return resource == new AlertResource() ? null : resource;
    }

    // Prometheus moves a series' own label to exported_ where the scraped target has one of the same name.
    private static string? Find(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.GetValueOrDefault($"exported_{name}") is { Length: > 0 } own ? own
        : labels.GetValueOrDefault(name) is { Length: > 0 } value ? value
        : null;

    // namespaceName is New Relic's namespace_name; names that begin with a capital are of other systems: PodName of CloudWatch is no pod.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length + 2);
        var hasHumps = name.Length > 0 && char.IsAsciiLetterLower(name[0]);
        for (var i = 0; i < name.Length; i++)
        {
            if (hasHumps && i > 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])) plain.Append('_');
            plain.Append(name[i] is '.' or '-' or '/' or ' ' ? '_' : char.ToLowerInvariant(name[i]));
        }

        return plain.ToString();
    }

    /// <summary>A label of the place, the kind of workload that it names, and its other names, with spaces between.</summary>
    private sealed record PlaceLabel(string Label, string? Kind, string Others);
}
