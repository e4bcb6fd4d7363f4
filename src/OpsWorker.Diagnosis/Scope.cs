using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Diagnosis.Symptoms;

namespace OpsWorker.Diagnosis;

/// <summary>Where and when to look, as far as an incident's labels say: often only a namespace, sometimes nothing.</summary>
public sealed record Scope
{
    // In order of preference: the labels of kube-state-metrics, cAdvisor and the kubelet, then common names of others.
    private static readonly (string Kind, string[] Labels)[] s_objects =
    [
        ("Pod", ["pod", "pod_name", "exported_pod"]),
        ("Deployment", ["deployment", "kube_deployment"]),
        ("StatefulSet", ["statefulset", "kube_stateful_set"]),
        ("DaemonSet", ["daemonset", "kube_daemon_set"]),
        ("Job", ["job_name", "kube_job"]),
        ("CronJob", ["cronjob", "kube_cronjob"]),
        ("HorizontalPodAutoscaler", ["horizontalpodautoscaler", "hpa"]),
        ("PodDisruptionBudget", ["poddisruptionbudget"]),
        ("PersistentVolumeClaim", ["persistentvolumeclaim"]),
        ("Service", ["kube_service", "destination_service_name", "service"]),
        ("Ingress", ["ingress", "exported_ingress"]),
        ("Node", ["node", "node_name", "kubernetes_node"]),
    ];

    /// <summary>The namespace; null where the labels name none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The objects that the labels name, most specific first.</summary>
    public IReadOnlyList<ObjectReference> Objects { get; init; } = [];

    /// <summary>The container; null where the labels name none.</summary>
    public string? Container { get; init; }

    /// <summary>The labels of what the alert is about, without those of the exporter that measured it.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The alert's names, for the kind of symptom.</summary>
    public IReadOnlyList<string> AlertNames { get; init; } = [];

    /// <summary>When the symptom began, by the sender's clock.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>Reads the labels of an incident.</summary>
    public static Scope From(Incident incident) =>
        From(incident.Labels, [.. incident.Alerts.Select(a => a.Name).Distinct()], incident.StartsAt);

    /// <summary>Reads the labels of alerts.</summary>
    /// <param name="alertLabels">The labels as the sender gives them.</param>
    /// <param name="names">The names of the alerts.</param>
    /// <param name="startsAt">The start, by the sender's clock.</param>
    public static Scope From(IReadOnlyDictionary<string, string> alertLabels, IReadOnlyList<string> names, DateTimeOffset startsAt)
    {
        var labels = SubjectLabels.Of(alertLabels, names);
        var ns = First(labels, "exported_namespace", "namespace", "kube_namespace", "destination_service_namespace");
        return new Scope
        {
            Namespace = ns,
            Objects = [.. ObjectsOf(labels, ns)],
            Container = First(labels, "exported_container", "container", "container_name"),
            Labels = labels,
            AlertNames = names,
            // A sender that does not know writes the least possible time, from which nothing can be subtracted.
            StartsAt = startsAt < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : startsAt,
        };
    }

    private static IEnumerable<ObjectReference> ObjectsOf(IReadOnlyDictionary<string, string> labels, string? ns)
    {
        foreach (var (kind, names) in s_objects)
        {
            if (First(labels, names) is { } name) yield return new ObjectReference(kind, kind == "Node" ? null : ns, name);
        }
    }

    private static string? First(IReadOnlyDictionary<string, string> labels, params string[] names) =>
        names.Select(n => labels.GetValueOrDefault(n)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
}
