using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>Something that somebody changed, as far as the cluster's own records tell.</summary>
/// <param name="At">When.</param>
/// <param name="Object">What was changed.</param>
/// <param name="What">How, without the object's name.</param>
/// <param name="IsNew">Whether it was created then: what is new cannot have worked before.</param>
internal sealed record Change(DateTimeOffset At, ObjectReference Object, string What, bool IsNew = false)
{
    // The API server writes both times to the second.
    private static readonly TimeSpan s_sameTime = TimeSpan.FromSeconds(2);

    // Controllers that write into objects as a part of their work, beside their statuses.
    private static readonly HashSet<string> s_controllers =
        ["kube-controller-manager", "kube-scheduler", "kubelet", "kube-apiserver", "cluster-autoscaler"];

    /// <summary>The changes of workloads, of what they read and of the ways to them, and of nodes.</summary>
    public static IEnumerable<Change> Of(DiagnosisContext context)
    {
        var objects = Objects(context).ToList();
        return objects.SelectMany(Edits).Concat(objects.SelectMany(Lifetime)).Concat(Templates(context)).Concat(Gone(context))
            .Concat(Sources(context));
    }

    // Who wrote what is wanted, and when: the last time of each writer is what the API server keeps.
    private static IEnumerable<Change> Edits(KubernetesObject item) =>
        from entry in item.Metadata.ManagedFields
        where entry.Time.HasValue && entry.Manager is not null && !s_controllers.Contains(entry.Manager)
        let scaled = entry.Subresource == "scale"
        where scaled || string.IsNullOrEmpty(entry.Subresource)
        where item.Metadata.CreationTimestamp is not { } created || entry.Time.GetValueOrDefault() - created > s_sameTime
        select new Change(entry.Time.GetValueOrDefault(), item.Reference, $"{(scaled ? "scaled" : "changed")} by {entry.Manager}");

    private static IEnumerable<Change> Lifetime(KubernetesObject item)
    {
        if (item.Metadata.CreationTimestamp is { } created)
        {
            var by = item.Metadata.ManagedFields.FirstOrDefault(f => f.Time - created <= s_sameTime && string.IsNullOrEmpty(f.Subresource))
                ?.Manager;
            yield return new Change(created, item.Reference, by is null ? "created" : $"created by {by}", IsNew: true);
        }

        if (item.Metadata.DeletionTimestamp is { } deleted) yield return new Change(deleted, item.Reference, "is being deleted");
    }

    private static IEnumerable<Change> Templates(DiagnosisContext context) =>
        from workload in context.Workloads
        where context.InScope(workload.Reference.Namespace)
        let change = TemplateChange.Of(workload.Reference, context.State)
        where change?.After.CreatedAt is not null
        select new Change(change.After.CreatedAt.GetValueOrDefault(), workload.Reference,
            $"revision {change.After.Number} changed {change.Describe()}");

    // Of what a code host has, the likeliest change of each roll-out.
    private static IEnumerable<Change> Sources(DiagnosisContext context) =>
        from source in context.SourceChanges.DistinctBy(c => (c.Object, c.Repository))
        let brought = source.IsReturn ? "took back" : source.Basis == ChangeBasis.Time ? "may have brought" : "brought"
        select new Change(source.RolledOutAt, source.Object,
            $"{brought} {source.Change.Id} \"{source.Change.Title}\" by {source.Change.Author} ({source.Repository})");

    // What events are about and the complete list of its kind lacks was deleted, or renamed. Pods and Jobs come and go.
    private static IEnumerable<Change> Gone(DiagnosisContext context) =>
        context.State.All<Event>()
            .Where(e => e.LastAt is not null
                && e.About is { Kind: not null and not "Pod" and not "ReplicaSet" and not "Job", Name: not null })
            .Select(e => (Event: e, About: new ObjectReference(e.About!.Kind!, e.About.Namespace, e.About.Name!)))
            .Where(e => context.InScope(e.About.Namespace) && context.State.Listed(e.About.Kind, e.About.Namespace)
                && context.State.Find(e.About) is null)
            .GroupBy(e => e.About)
            .Select(g => g.MaxBy(e => e.Event.LastAt))
            .Select(e => new Change(e.Event.LastAt!.Value, e.About, $"no longer there; the last event was {e.Event.Reason}"));

    private static IEnumerable<KubernetesObject> Objects(DiagnosisContext context)
    {
        var state = context.State;
        return state.Workloads()
            .Concat(state.All<Service>()).Concat(state.All<ConfigMap>()).Concat(state.All<Secret>())
            .Concat(state.All<ResourceQuota>()).Concat(state.All<LimitRange>()).Concat(state.All<NetworkPolicy>())
            .Concat(state.All<Ingress>()).Concat(state.All<HttpRoute>()).Concat(state.All<GrpcRoute>()).Concat(state.All<Gateway>())
            .Concat(state.All<PersistentVolumeClaim>()).Concat(state.All<HorizontalPodAutoscaler>())
                .Concat(state.All<PodDisruptionBudget>())
            .Where(i => context.InScope(i.Namespace))
            .Concat(state.All<Node>());
    }
}
