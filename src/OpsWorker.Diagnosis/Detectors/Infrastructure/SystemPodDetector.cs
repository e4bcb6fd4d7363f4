using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Components of the control plane and kube-proxy whose own pods do not start or crash again and again. They are known by the
/// labels that kubeadm and the installers that follow it give them, or by the name that the kubelet gives a static pod: that of its
/// manifest and of its node. A component of which another pod works is not down.
/// </summary>
public sealed class SystemPodDetector : IDetector
{
    private const string Advice = "Correct the component's static pod or DaemonSet by what its container says.";

    private static readonly (string Key, string Value, CauseCode Code)[] s_components =
    [
        ("component", "kube-scheduler", CauseCode.SchedulerUnavailable),
        ("component", "kube-controller-manager", CauseCode.ControllerManagerUnavailable),
        ("component", "kube-apiserver", CauseCode.ApiServerUnavailable),
        ("component", "etcd", CauseCode.EtcdUnhealthy),
        ("k8s-app", "kube-proxy", CauseCode.KubeProxyUnavailable),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_components.Select(c => c.Code)];

    /// <inheritdoc/>
    public string Decides => "The pods of a component in kube-system wait with an error or crash again and again, and none of them works.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var (key, value, code) in s_components)
        {
            var pods = context.State.All<Pod>()
                .Where(p => ComponentPod.Is(p, key, value) && !PodFacts.IsGoing(p))
                .ToList();
            var failing = pods.Where(Fails).ToList();
            var isPerNode = code == CauseCode.KubeProxyUnavailable;
            if (failing.Count == 0 || (!isPerNode && failing.Count < pods.Count)) continue;
            // One object makes the pods of all nodes; where one of them alone fails, it is that node's trouble.
            var everywhere = isPerNode && failing.Count == pods.Count;
            foreach (var pod in everywhere ? failing.Take(1) : failing)
            {
                if (everywhere || context.State.Find<Node>(null, pod.Spec.NodeName) is not null) yield return Find(code, value, pod,
                    everywhere, failing, context);
            }
        }
    }

    private static bool Fails(Pod pod) => !PodFacts.IsReady(pod)
        && ContainerFacts.Of(pod).Any(c =>
            c.WaitingReason is "CrashLoopBackOff" or "RunContainerError" or "CreateContainerError" or "ErrImagePull" or "ImagePullBackOff");

    private static Finding Find(CauseCode code, string name, Pod pod, bool everywhere, List<Pod> failing, DiagnosisContext context)
    {
        var held = ContainerFacts.Of(pod).First(c => c.WaitingReason.Length > 0);
        var nodes = (everywhere ? failing : [pod]).Select(p => p.Spec.NodeName).OfType<string>();
        return new Finding
        {
            Cause = code,
            Object = everywhere ? context.State.WorkloadOf(pod) : context.State.Find<Node>(null, pod.Spec.NodeName)!.Reference,
            Summary = $"{name} does not run: its container is in {held.WaitingReason}.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(
                Cite.Field(pod, held.WaitingReasonPath),
                Cite.Field(pod, held.StatusPath + ".state.waiting.message"),
                Cite.Event(context.State.EventsOf(pod.Reference).FirstOrDefault(e => e.Type == "Warning"))),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.Describe(pod.Reference), Kubectl.Logs(pod.Reference)]),
            Since = held.FailingSince,
            Affects = AffectedBy(code, nodes, context),
        };
    }

    private static IReadOnlyList<ObjectReference> AffectedBy(CauseCode code, IEnumerable<string> nodes, DiagnosisContext context) =>
        code switch
        {
            CauseCode.SchedulerUnavailable =>
                [.. context.Workloads.Where(w => w.Pods.Any(PodFacts.IsUnscheduled)).Select(w => w.Reference)],
            CauseCode.KubeProxyUnavailable => [.. nodes.SelectMany(context.State.PodsOn).Select(context.State.WorkloadOf).Distinct()],
            _ => [.. context.Troubled.Select(w => w.Reference)],
        };
}
