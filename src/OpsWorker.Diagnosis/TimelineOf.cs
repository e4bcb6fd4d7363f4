using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Collects what changed and happened around the start of the alert, with the alert itself in its place.</summary>
internal static class TimelineOf
{
    private const int MaxItems = 30;
    private static readonly TimeSpan s_before = TimeSpan.FromHours(2);

    public static IReadOnlyList<TimelineItem> Incident(DiagnosisContext context)
    {
        var begin = context.Scope.StartsAt;
        var items = Changes(context).Concat(Created(context)).Concat(Nodes(context)).Concat(Warnings(context))
            .Where(i => i.At >= begin - s_before)
            .OrderBy(i => (i.At - begin).Duration())
            .Take(MaxItems)
            .Append(new TimelineItem(begin, "The alert began."));
        return [.. items.OrderBy(i => i.At)];
    }

    // Who changed what, as the API server recorded it; controllers write statuses all the time.
    private static IEnumerable<TimelineItem> Changes(DiagnosisContext context) =>
        from item in Objects(context)
        from change in item.Metadata.ManagedFields
        where change.Time.HasValue && string.IsNullOrEmpty(change.Subresource) && change.Manager != "kube-controller-manager"
        select new TimelineItem(change.Time.GetValueOrDefault(), $"{item.Reference} was changed by {change.Manager}", item.Reference);

    private static IEnumerable<TimelineItem> Created(DiagnosisContext context) =>
        from item in Objects(context).Concat(context.State.All<ReplicaSet>().Where(r => context.InScope(r.Namespace)))
        where item.Metadata.CreationTimestamp is not null
        select new TimelineItem(item.Metadata.CreationTimestamp!.Value, $"{item.Reference} was created", item.Reference);

    private static IEnumerable<TimelineItem> Nodes(DiagnosisContext context) =>
        from node in context.State.All<Node>()
        from condition in node.Status.Conditions
        where condition.Type == "Ready" && condition.Status != "True" && condition.LastTransitionTime is not null
        select new TimelineItem(condition.LastTransitionTime!.Value, $"{node.Reference} was no longer ready", node.Reference);

    private static IEnumerable<TimelineItem> Warnings(DiagnosisContext context) =>
        context.State.All<Event>()
            .Where(e => e.Type == "Warning" && e.LastAt is not null && context.InScope(e.About?.Namespace ?? e.Namespace))
            .GroupBy(e => (e.Reason, e.About?.Kind, e.About?.Name))
            .Select(g => g.MaxBy(e => e.LastAt)!)
            .Select(e => new TimelineItem(
                e.LastAt!.Value, $"{e.Reason}: {e.Text}",
                new ObjectReference(e.About?.Kind ?? "", e.About?.Namespace, e.About?.Name ?? "")));

    private static IEnumerable<KubernetesObject> Objects(DiagnosisContext context) =>
        context.State.Workloads()
            .Concat(context.State.All<Service>())
            .Concat(context.State.All<ConfigMap>())
            .Concat(context.State.All<ResourceQuota>())
            .Concat(context.State.All<NetworkPolicy>())
            .Where(i => context.InScope(i.Namespace));
}
