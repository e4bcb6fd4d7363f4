using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>One revision of a workload's pod template, as its controller keeps it.</summary>
/// <param name="Item">The ReplicaSet or ControllerRevision.</param>
/// <param name="Number">Its number; higher is newer.</param>
/// <param name="TemplatePath">Where the template is in it.</param>
/// <param name="Template">The template.</param>
internal sealed record Revision(KubernetesObject Item, long Number, string TemplatePath, JsonElement Template)
{
    private const string NumberAnnotation = "deployment.kubernetes.io/revision";

    // StatefulSets write the revision's name into this label of their pods, DaemonSets its hash alone.
    private const string HashLabel = "controller-revision-hash";

    /// <summary>When the revision was made; of one that was returned to, when it was made the first time.</summary>
    public DateTimeOffset? CreatedAt => Item.Metadata.CreationTimestamp;

    /// <summary>The revisions of a workload, newest first; of kinds that keep none, none.</summary>
    public static IReadOnlyList<Revision> Of(ObjectReference workload, ClusterState state)
    {
        var all = workload.Kind switch
        {
            nameof(Deployment) => state.All<ReplicaSet>().Where(r => IsOwned(r, workload)).Select(FromReplicaSet),
            nameof(StatefulSet) or nameof(DaemonSet) =>
                state.All<ControllerRevision>().Where(r => IsOwned(r, workload)).Select(FromControllerRevision),
            _ => [],
        };
        return [.. all.OfType<Revision>().OrderByDescending(r => r.Number).ThenByDescending(r => r.CreatedAt)];
    }

    /// <summary>True for a pod that was made from this revision.</summary>
    public bool Made(Pod pod) => Item is ReplicaSet
        ? pod.Metadata.OwnerReferences.Any(o => o.Kind == nameof(ReplicaSet) && o.Name == Item.Name)
        : pod.Metadata.Labels.GetValueOrDefault(HashLabel) is { Length: > 0 } hash
            && (Item.Name == hash || Item.Name.EndsWith($"-{hash}", StringComparison.Ordinal));

    /// <summary>Quotes a changed field as this revision has it; null where it does not.</summary>
    public Citation? Quote(FieldChange change) => Cite.Field(Item, Path(change), CreatedAt);

    private string Path(FieldChange change) =>
        change.Path.StartsWith('[') ? TemplatePath + change.Path : $"{TemplatePath}.{change.Path}";

    private static bool IsOwned(KubernetesObject item, ObjectReference workload) => item.Namespace == workload.Namespace
        && item.Metadata.OwnerReferences.Any(o => o.Kind == workload.Kind && o.Name == workload.Name);

    private static Revision? FromReplicaSet(ReplicaSet set)
    {
        var number = long.TryParse(set.Metadata.Annotations.GetValueOrDefault(NumberAnnotation), CultureInfo.InvariantCulture, out var n)
            ? n : 0;
        return From(set, number, "spec.template");
    }

    private static Revision? FromControllerRevision(ControllerRevision revision) => From(revision, revision.Revision, "data.spec.template");

    private static Revision? From(KubernetesObject item, long number, string path) =>
        FieldPath.Find(item.Raw, path) is { ValueKind: JsonValueKind.Object } template ? new Revision(item, number, path, template) : null;
}
