using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Actions that a cloud's access control refuses to a workload or a controller: said by a container that fails, or in a warning
/// about the object for which a controller made the call.
/// </summary>
public sealed class CloudPermissionDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CloudPermissionDenied];

    /// <inheritdoc/>
    public string Decides =>
        "A failing container's log, or a warning about an object, has the error by which a cloud's access control refuses an action.";

    /// <inheritdoc/>
    public string Remedy => "Allow the action to the role or identity that the ServiceAccount is given.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var line in FailingLine.Of(context, (_, l) => CloudRefusal.IsIn(l)))
        {
            yield return line.Find(
                CauseCode.CloudPermissionDenied, $"the cloud refuses {Refused(line.Line)}", 0.88,
                RemedyFor(line.Line, Kubectl.Get(Account(line)), line.Show()),
                context,
                Cite.Field(line.Workload.Item ?? line.Container.Pod, line.Workload.SpecPath + ".serviceAccountName"));
        }

        var warnings = context.State.All<Event>()
            .Where(e => e.Type == "Warning" && context.IsRecent(e.LastAt) && CloudRefusal.IsIn(e.Text));
        foreach (var about in warnings.GroupBy(About))
        {
            if (about.Key is not { } key || context.State.Find(key) is not { } item) continue;
            yield return OfEvent(item, about.MaxBy(e => e.LastAt)!, context);
        }
    }

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

    private static ObjectReference Account(FailingLine line) =>
        new("ServiceAccount", line.Workload.Reference.Namespace, line.Container.Pod.Spec.ServiceAccountName ?? "default");

    private static ObjectReference? About(Event e) =>
        e.About is { Kind: { } kind, Name: { } name } about ? new ObjectReference(kind, about.Namespace, name) : null;

    private static IEnumerable<ObjectReference> Users(PersistentVolumeClaim claim, DiagnosisContext context) => context.Workloads
        .Where(w => w.Pods.Any(p => PodFacts.Mounts(p, claim)))
        .Select(w => w.Reference);
}
