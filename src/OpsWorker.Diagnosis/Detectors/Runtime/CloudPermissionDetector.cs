using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Actions that a cloud's access control refuses to a workload or a controller: said by a container that fails, or again and again by one
/// that the alert names, or in a warning about the object for which a controller made the call.
/// </summary>
public sealed class CloudPermissionDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CloudPermissionDenied];

    /// <inheritdoc/>
    public string Decides =>
        "The log of a container that fails, the end of the log of one that the alert names, or a warning about an object has the error "
        + "by which a cloud's access control refuses an action.";

    /// <inheritdoc/>
    public string Remedy => "Allow the action to the role or identity that the ServiceAccount is given.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var failing = FailingLine.Of(context, (_, l) => CloudRefusal.IsIn(l)).ToList();
        foreach (var line in failing)
        {
            yield return line.Find(
                CauseCode.CloudPermissionDenied, $"the cloud refuses {Refused(line.Line)}", 0.88,
                RemedyFor(line.Line, Kubectl.Get(Account(line.Workload.Reference, line.Container.Pod)), line.Show()),
                context,
                Cite.Field(line.Workload.Item ?? line.Container.Pod, line.Workload.SpecPath + ".serviceAccountName"));
        }

        var named = context.NamedWorkloads;
        foreach (var workload in context.Workloads.Where(w => named.Contains(w.Reference) && !failing.Exists(f => f.Workload == w)))
        {
            if (LastingLine.Of(workload, context, CloudRefusal.IsIn, leastCount: 1) is { } line) yield return OfRunning(workload, line);
        }

        var warnings = context.State.All<Event>()
            .Where(e => e.Type == "Warning" && context.IsRecent(e.LastAt) && CloudRefusal.IsIn(e.Text));
        foreach (var about in warnings.GroupBy(About))
        {
            if (about.Key is not { } key || context.State.Find(key) is not { } item) continue;
            yield return OfEvent(item, about.MaxBy(e => e.LastAt)!, context);
        }
    }

    private static Finding OfRunning(WorkloadFacts workload, LastingLine line) => new()
    {
        Cause = CauseCode.CloudPermissionDenied,
        Object = workload.Reference,
        Summary = $"{workload.Reference} runs, and the cloud refuses {Refused(line.Line)}.",
        Confidence = 0.8,
        Citations = Cite.All(line.Quote(), Cite.Field(workload.Item, workload.SpecPath + ".serviceAccountName")),
        Remedy = RemedyFor(
            line.Line,
            Kubectl.Get(Account(workload.Reference, workload.Pods[0])),
            Kubectl.Logs(new ObjectReference("Pod", line.Log.Namespace, line.Log.Pod), line.Log.Container)),
    };

    private static Finding OfEvent(KubernetesObject item, Event said, DiagnosisContext context) => new()
    {
        Cause = CauseCode.CloudPermissionDenied,
        Object = item is Pod pod ? context.State.WorkloadOf(pod) : item.Reference,
        Summary = $"The cloud refuses {Refused(said.Text)} for {item.Reference}.",
        Confidence = 0.92,
        Citations = Cite.All(Cite.Event(said)),
        Remedy = RemedyFor(said.Text, Kubectl.Describe(item.Reference)),
        Since = said.FirstAt,
        Affects = item is PersistentVolumeClaim claim ? [.. Users(claim, context)] : [],
    };

    private static Remedy RemedyFor(string said, params IReadOnlyList<KubectlCommand> commands) => SafeRemedy.Of(
        $"Allow {CloudRefusal.Action(said) ?? "the action"} to the role or identity that makes the call; it is the one that its "
        + "ServiceAccount, or its node, is given.",
        commands);

    private static string Refused(string said) => CloudRefusal.Action(said) is { } action ? $"the action {action}" : "an action";

    private static ObjectReference Account(ObjectReference workload, Pod pod) =>
        new("ServiceAccount", workload.Namespace, pod.Spec.ServiceAccountName ?? "default");

    private static ObjectReference? About(Event e) =>
        e.About is { Kind: { } kind, Name: { } name } about ? new ObjectReference(kind, about.Namespace, name) : null;

    private static IEnumerable<ObjectReference> Users(PersistentVolumeClaim claim, DiagnosisContext context) => context.Workloads
        .Where(w => w.Pods.Any(p => PodFacts.Mounts(p, claim)))
        .Select(w => w.Reference);
}
