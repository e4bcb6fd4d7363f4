using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>
/// Collects changes and events around the start of the alert, with the alert itself in its place. What somebody
/// changed comes before what followed from it, where there is not room for all.
/// </summary>
internal static class IncidentTimeline
{
    private const int MaxItems = 30;
    private const int MaxChanges = 20;
    private static readonly TimeSpan s_before = TimeSpan.FromHours(2);

    // Normal events of the node controller and the kubelet that say what became of a node.
    private static readonly HashSet<string> s_nodeReasons =
        ["NodeReady", "NodeNotReady", "NodeNotSchedulable", "NodeSchedulable", "Rebooted", "RemovingNode", "RegisteredNode", "Shutdown"];

    public static IReadOnlyList<TimelineItem> Of(DiagnosisContext context)
    {
        var begin = context.Scope.StartsAt;
        var changes = Nearest(Together(context.Changes.Where(c => !IsOfPlatform(c.Object))).Concat(Nodes(context)), begin, MaxChanges);
        var events = Nearest(Warnings(context), begin, MaxItems - changes.Count);
        return [.. changes.Concat(events).Append(new TimelineItem(begin, "The alert began.", IsAlert: true)).OrderBy(i => i.At)];
    }

    // A controller puts these into every namespace, and nobody acts on them.
    private static bool IsOfPlatform(ObjectReference item) =>
        (item.Kind, item.Name) is (nameof(ConfigMap), "kube-root-ca.crt" or "openshift-service-ca.crt");

    private static List<TimelineItem> Nearest(IEnumerable<TimelineItem> items, DateTimeOffset begin, int max) =>
        [.. items.Where(i => i.At >= begin - s_before).OrderBy(i => (i.At - begin).Duration()).Take(max)];

    // An application is installed at one time: that is one line.
    private static IEnumerable<TimelineItem> Together(IEnumerable<Change> changes) => changes
        .GroupBy(c => (c.What, Minute: c.At.ToUnixTimeSeconds() / 60))
        .Select(g => (First: g.First(), Others: g.Select(c => c.Object).Distinct().Count() - 1))
        .Select(g => new TimelineItem(
            g.First.At, g.Others == 0 ? g.First.What : $"{g.First.What}, with {g.Others} other object(s)", g.First.Object));

    private static IEnumerable<TimelineItem> Nodes(DiagnosisContext context)
    {
        var conditions =
            from node in context.State.All<Node>()
            from condition in node.Status.Conditions
            where condition.LastTransitionTime is not null
                && (condition.Type == "Ready" ? condition.Status != "True" : condition.Status == "True")
            select new TimelineItem(
                condition.LastTransitionTime!.Value,
                condition.Type == "Ready" ? "no longer ready" : $"{condition.Type} since then",
                node.Reference);
        var events = context.State.All<Event>().Where(e => e.About?.Kind == nameof(Node) && s_nodeReasons.Contains(e.Reason ?? ""));
        return conditions.Concat(Latest(events));
    }

    private static IEnumerable<TimelineItem> Warnings(DiagnosisContext context) => Latest(context.State.All<Event>()
        .Where(e => e.Type == "Warning" && context.InScope(e.About?.Namespace ?? e.Namespace)));

    // Of what is reported again and again the last time counts.
    private static IEnumerable<TimelineItem> Latest(IEnumerable<Event> events) => events
        .Where(e => e.LastAt is not null)
        .GroupBy(e => (e.Reason, e.About?.Kind, e.About?.Name))
        .Select(g => (Last: g.MaxBy(e => e.LastAt)!, Times: g.Sum(e => (long)e.Times)))
        .Select(e => new TimelineItem(
            e.Last.LastAt!.Value,
            $"{e.Last.Reason}: {e.Last.Text}{(e.Times > 1 ? $" ({e.Times} times)" : "")}",
            new ObjectReference(e.Last.About?.Kind ?? "", e.Last.About?.Namespace, e.Last.About?.Name ?? "")));
}
