using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Detectors.Admission;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Components of the control plane and kube-proxy that do not answer on their own health ports. The ports are the
/// defaults of Kubernetes; a component that listens elsewhere is not judged. Without such a check, pods that nobody has
/// judged for a while show that the scheduler is silent.
/// </summary>
public sealed class ControlPlaneDetector : IDetector
{
    private const string Advice = "Look at the component's static pod or service on the node, and at its log.";

    private static readonly (int Port, CauseCode Code, string Name)[] s_components =
    [
        (10259, CauseCode.SchedulerUnavailable, "scheduler"),
        (10257, CauseCode.ControllerManagerUnavailable, "controller manager"),
        (10256, CauseCode.KubeProxyUnavailable, "kube-proxy"),
        (6443, CauseCode.ApiServerUnavailable, "API server"),
        (2379, CauseCode.EtcdUnhealthy, "etcd"),
        (2381, CauseCode.EtcdUnhealthy, "etcd"),
    ];

    // The store, and its only client.
    private static readonly string[] s_withStore = ["etcd", "kube-apiserver"];
    private const int MostLogs = 6;

    // The scheduler judges a pod within a second, and writes its condition; a new leader takes over within fifteen, a restart
    // within thirty.
    private static readonly TimeSpan s_unjudgedFor = TimeSpan.FromSeconds(45);

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_components.Select(c => c.Code).Distinct()];

    /// <inheritdoc/>
    public string Decides =>
        "A health port of a component refuses the connection; for the scheduler also pods that nobody has judged, "
        + "for etcd also its refusal of writes.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var found = context.State.Probes.Where(p => !p.Ok).Select(p => Judge(p, context)).OfType<Finding>()
            .DistinctBy(f => (f.Cause, f.Object)).ToList();
        foreach (var finding in found) yield return finding;
        if (!found.Exists(f => f.Cause == CauseCode.SchedulerUnavailable) && Unjudged(context) is { } silent) yield return silent;
        if (!found.Exists(f => f.Cause == CauseCode.EtcdUnhealthy) && FullStore(context) is { } full) yield return full;
    }

    private static Finding? Judge(ProbeCheck check, DiagnosisContext context)
    {
        if (ProbeTarget.Of(check) is not { } target) return null;
        var component = Array.Find(s_components, c => c.Port == target.Port);
        if (component.Name is null) return null;
        var node = context.State.All<Node>().FirstOrDefault(n => ProbeTarget.IsHost(n, target.Host));
        if (node is null || (component.Code == CauseCode.KubeProxyUnavailable && NotReady(node))) return null;
        return Find(
            component.Code, node, $"The {component.Name} on the node {node.Name} does not answer.", Certainty.Stated, [Cite.Probe(check)],
            AffectedBy(component.Code, node, context));
    }

    private static Finding? Unjudged(DiagnosisContext context)
    {
        var pods = context.Workloads.SelectMany(w => w.Pods).Where(p => PodFacts.IsUnscheduled(p)
            && PodFacts.Condition(p, "PodScheduled") is null
            && p.Spec.SchedulingGates.Count == 0
            && p.Metadata.CreationTimestamp < context.State.Now - s_unjudgedFor
            && context.State.Listed<Event>(p.Namespace) && !WaitsForClaim(p, context)
            && !context.State.EventsOf(p.Reference).Any(e => e.Reason is "FailedScheduling" or "Scheduled")).ToList();
        var node = context.State.All<Node>().FirstOrDefault(NodeFacts.IsControlPlane);
        if (pods.Count == 0 || node is null) return null;
        return Find(
            CauseCode.SchedulerUnavailable, node, $"{pods.Count} pod(s) wait and no scheduler has judged them.", Certainty.Inferred,
            [Cite.Field(pods[0], "status.phase"), Cite.Field(pods[0], "metadata.creationTimestamp")],
            [.. pods.Select(context.State.WorkloadOf).Distinct()]);
    }

    // What waits for a claim waits for it with any scheduler.
    private static bool WaitsForClaim(Pod pod, DiagnosisContext context) => pod.Spec.Volumes.Any(v => v.PersistentVolumeClaim is { } claim
        && context.State.Find<PersistentVolumeClaim>(pod.Namespace, claim.ClaimName) is { Status.Phase: "Pending" or "Lost" });

    // A controller that may create no pod repeats it; else etcd says it itself, as does the API server, its only client.
    private static Finding? FullStore(DiagnosisContext context)
    {
        var said = RefusedPods.Of(context).FirstOrDefault(r => IsFull(r.Message))?.Quote() ?? LoggedFullStore(context);
        var node = context.State.All<Node>().FirstOrDefault(NodeFacts.IsControlPlane);
        if (said is null || node is null) return null;
        return Find(
            CauseCode.EtcdUnhealthy, node, "etcd has used up its space and takes no writes.", Certainty.Stated, [said],
                AffectedBy(CauseCode.EtcdUnhealthy, node, context));
    }

    private static Citation? LoggedFullStore(DiagnosisContext context)
    {
        var pods = context.State.All<Pod>().Where(p => s_withStore.Any(c => ComponentPod.Is(p, "component", c))).ToList();
        if (context.Symptom.Reach == AlertReach.ControlPlane)
        {
            foreach (var pod in pods.Take(MostLogs)) context.Want(LogOf(pod));
        }

        return (from log in pods.SelectMany(context.State.LogsOf)
                let line = context.FreshLines.Of(log).LastOrDefault(IsFull)
                where line is not null
                select Cite.Line(log, line)).FirstOrDefault();
    }

    private static Query LogOf(Pod pod) =>
        new() { Verb = QueryVerb.Logs, Namespace = pod.Namespace, Name = pod.Name, TailLines = Plan.LogLines };

    // The words with which etcd refuses writes once its quota is used up.
    private static bool IsFull(string text) => text.Contains("mvcc: database space exceeded", StringComparison.OrdinalIgnoreCase);

    private static Finding Find(
        CauseCode code, Node node, string summary, double confidence, IEnumerable<Citation?> proof,
        IReadOnlyList<ObjectReference> affects) => new()
        {
            Cause = code,
            Object = node.Reference,
            Summary = summary,
            Confidence = confidence,
            Citations = Cite.All(proof),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.List("pods", "kube-system", "-o", "wide"), Kubectl.DescribeNode(node.Name)]),
            Affects = affects,
        };

    private static IReadOnlyList<ObjectReference> AffectedBy(CauseCode code, Node node, DiagnosisContext context) => code switch
    {
        CauseCode.SchedulerUnavailable =>
            [.. context.Workloads.Where(w => w.Pods.Any(PodFacts.IsUnscheduled)).Select(w => w.Reference)],
        CauseCode.KubeProxyUnavailable => [.. context.State.PodsOn(node.Name).Select(context.State.WorkloadOf).Distinct()],
        _ => [.. context.Troubled.Select(w => w.Reference)],
    };

    private static bool NotReady(Node node) =>
        node.Status.Conditions.FirstOrDefault(c => c.Type == "Ready") is { Status: not "True" };
}
