using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>Everything that a case's cluster has, whether or not an investigation asked for it.</summary>
internal sealed class CaseObjects(ClusterState state)
{
    private static readonly string[] s_resources =
    [
        "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "services", "endpoints", "endpointslices",
        "ingresses", "ingressclasses", "networkpolicies", "gateways.gateway.networking.k8s.io", "httproutes.gateway.networking.k8s.io",
        "grpcroutes.gateway.networking.k8s.io", "persistentvolumes", "persistentvolumeclaims", "storageclasses", "configmaps", "secrets",
        "serviceaccounts", "namespaces", "resourcequotas", "limitranges", "horizontalpodautoscalers", "poddisruptionbudgets",
        "controllerrevisions", "nodes", "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
    ];

    private static readonly string[] s_controlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    public ClusterState State => state;

    public static async Task<CaseObjects> ReadAsync(IQueryReader reader, CancellationToken cancellationToken)
    {
        var evidence = new List<Evidence>();
        foreach (var resource in s_resources)
        {
            var answer = await reader.ReadAsync(new Query { Verb = QueryVerb.List, Resource = resource }, cancellationToken);
            evidence.Add(new Evidence("e" + evidence.Count, answer));
        }

        return new CaseObjects(ClusterState.From(evidence));
    }

    /// <summary>False only where all objects of the kind are known and this is not among them.</summary>
    public bool MayExist(ObjectReference item) => state.Find(item) is not null || !state.Listed(item.Kind, item.Namespace);

    /// <summary>True for the kind of a custom resource that owns an object of the cluster.</summary>
    public bool IsCustomKind(string kind) => state.Workloads().Concat(state.All<Pod>()).SelectMany(w => w.Metadata.OwnerReferences)
        .Any(o => o.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>The pods of a workload, or the pod itself.</summary>
    public IReadOnlyList<Pod> PodsOf(ObjectReference item) => item.Kind switch
    {
        "Pod" => state.Find<Pod>(item.Namespace, item.Name) is { } pod ? [pod] : [],
        "Service" => state.Find<Service>(item.Namespace, item.Name) is { } service ? [.. state.PodsOf(service)] : [],
        _ => [.. state.PodsOf(item)],
    };

    /// <summary>The containers, init containers among them, that the object's pods have.</summary>
    public IReadOnlySet<string> ContainersOf(ObjectReference item)
    {
        var specs = PodsOf(item).Select(p => p.Spec).ToList();
        if (ClusterState.TemplateOf(state.Find(item)) is { } template) specs.Add(template.Spec);
        return specs.SelectMany(s => s.Containers.Concat(s.InitContainers)).Select(c => c.Name).ToHashSet();
    }

    /// <summary>The numbers of the revisions that <c>kubectl rollout history</c> would list.</summary>
    public IReadOnlySet<long> RevisionsOf(ObjectReference workload) => workload.Kind == "Deployment"
        ? state.All<ReplicaSet>().Where(r => IsOwned(r, workload))
            .Select(r => long.TryParse(r.Metadata.Annotations.GetValueOrDefault("deployment.kubernetes.io/revision"),
                CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Where(n => n > 0).ToHashSet()
        : state.All<ControllerRevision>().Where(r => IsOwned(r, workload)).Select(r => r.Revision).ToHashSet();

    /// <summary>
    /// The owner that sets a change of the object back, and is to be changed with it: a chart, a repository, an operator's resource.
    /// </summary>
    public string? OwnerOf(ObjectReference item)
    {
        if (state.Find(item) is not { } found) return null;
        var (labels, annotations) = (found.Metadata.Labels, found.Metadata.Annotations);
        if (annotations.ContainsKey("argocd.argoproj.io/tracking-id")
            || labels.ContainsKey("argocd.argoproj.io/instance")) return "Argo CD";
        if (labels.ContainsKey("kustomize.toolkit.fluxcd.io/name") || labels.ContainsKey("helm.toolkit.fluxcd.io/name")) return "Flux";
        if (annotations.ContainsKey("meta.helm.sh/release-name")
            || labels.GetValueOrDefault("app.kubernetes.io/managed-by") == "Helm") return "Helm";
        return found.Metadata.OwnerReferences.FirstOrDefault(o => o.Controller) is { } owner ? $"{owner.Kind} {owner.Name}" : null;
    }

    public static bool IsControlPlane(Node node) =>
        s_controlPlane.Any(l => node.Metadata.Labels.ContainsKey(l) || node.Spec.Taints.Any(t => t.Key == l));

    /// <summary>A field of the object by JSON pointer (RFC 6901); null where it has none.</summary>
    public static JsonElement? Pointer(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Split('/').Skip(1)
            .Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var field)) at = field;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, CultureInfo.InvariantCulture, out var i) && i >= 0
                && i < at.GetArrayLength()) at = at[i];
            else return null;
        }

        return at;
    }

    private static bool IsOwned(KubernetesObject item, ObjectReference workload) => item.Namespace == workload.Namespace
        && item.Metadata.OwnerReferences.Any(o => o.Kind == workload.Kind && o.Name == workload.Name);
}
