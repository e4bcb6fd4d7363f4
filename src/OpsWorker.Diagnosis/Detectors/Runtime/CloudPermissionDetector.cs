using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
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
        + "by which a cloud's access control refuses an action or credentials.";

    /// <inheritdoc/>
    public string Remedy =>
        "Allow the action to the role or identity that the ServiceAccount is given; where the cloud does not accept the credentials, or "
        + "there are none, give the workload valid ones.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var failing = FailingLine.Of(context, (_, l) => CloudRefusal.IsIn(l)).ToList();
        foreach (var line in failing)
        {
            yield return line.Find(
                CauseCode.CloudPermissionDenied, Clause(line.Line), Certainty.Confirmed,
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
        Summary = $"{workload.Reference} runs, and {Clause(line.Line)}.",
        Confidence = Certainty.Implied,
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
        Summary = $"{Capital(Clause(said.Text))}, in a call for {item.Reference}.",
        Confidence = Certainty.Stated,
        Citations = Cite.All(Cite.Event(said)),
        Remedy = RemedyFor(said.Text, Kubectl.Describe(item.Reference)),
        Since = said.FirstAt,
        Affects = item is PersistentVolumeClaim claim ? [.. Users(claim, context)] : [],
    };

    private static Remedy RemedyFor(string said, params IReadOnlyList<KubectlCommand> commands) => SafeRemedy.Of(
        CloudRefusal.KindOf(said) switch
        {
            CloudRefusalKind.UnknownCredentials => "Replace the keys or the token in the Secret from which the workload reads them by ones "
                + "that the cloud accepts, and restart the workload.",
            CloudRefusalKind.NoCredentials => "Give the workload credentials: bind its ServiceAccount to a role or identity of the cloud, "
                + "or give it a Secret with keys; a node's own identity also has to be reachable from its pods.",
            _ => $"Allow {CloudRefusal.Action(said) ?? "the action"} to the role or identity that makes the call; it is the one that its "
                + "ServiceAccount, or its node, is given.",
        },
        commands);

    private static string Clause(string said) => CloudRefusal.KindOf(said) switch
    {
        CloudRefusalKind.UnknownCredentials => "the cloud does not accept its credentials",
        CloudRefusalKind.NoCredentials => "it has no credentials for the cloud",
        _ => $"the cloud refuses {(CloudRefusal.Action(said) is { } action ? $"the action {action}" : "an action")}",
    };

    private static string Capital(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..];

    private static ObjectReference Account(ObjectReference workload, Pod pod) =>
        new("ServiceAccount", workload.Namespace, pod.Spec.ServiceAccountName ?? "default");

    private static ObjectReference? About(Event e) =>
        e.About is { Kind: { } kind, Name: { } name } about ? new ObjectReference(kind, about.Namespace, name) : null;

    private static IEnumerable<ObjectReference> Users(PersistentVolumeClaim claim, DiagnosisContext context) => context.Workloads
        .Where(w => w.Pods.Any(p => PodFacts.Mounts(p, claim)))
        .Select(w => w.Reference);
}
