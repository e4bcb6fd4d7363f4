using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Agents of the network plugin that crash or are not ready. They are known by what they do: a DaemonSet that writes to the host's
/// folders of CNI, or that exchanges the nodes' routes by BGP. On a node that is not ready for another reason they are victims.
/// </summary>
public sealed partial class NetworkPluginDetector : IDetector
{
    private static readonly string[] s_folders = ["/etc/cni", "/opt/cni"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NetworkPluginUnhealthy];

    /// <inheritdoc/>
    public string Decides =>
        "A pod of a DaemonSet that mounts the host's CNI folders, or whose probe reports on its BGP peers, crashes, or runs and is not "
        + "ready, on a node that is else sound.";

    /// <inheritdoc/>
    public string Remedy => "Correct the network plugin's agent by what its probe and its log say.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        where workload.Reference.Kind == nameof(DaemonSet)
            && (workload.Template?.Spec.Volumes.Any(IsOfPlugin) == true || context.EventsOf(workload).Any(IsOfRoutes))
        let failing = workload.Pods.Where(p => Failing(p) is not null && IsOnSoundNode(p, context)).ToList()
        where failing.Count > 0
        select Find(workload, failing, Failing(failing[0])!, context);

    private static bool IsOfPlugin(Volume volume) =>
        volume.HostPath?.Path is { } path && s_folders.Any(f => path.StartsWith(f, StringComparison.Ordinal));

    private static bool IsOfRoutes(Event said) => said.Reason == "Unhealthy" && Bgp().IsMatch(said.Text);

    private static ContainerFacts? Failing(Pod pod) => PodFacts.IsReady(pod)
        ? null
        : ContainerFacts.Of(pod).Where(c => !c.IsInit)
            .FirstOrDefault(c => c.WaitingReason == "CrashLoopBackOff" || c.Status is { Ready: false, State.Running: not null });

    private static bool IsOnSoundNode(Pod pod, DiagnosisContext context) =>
        context.State.Find<Node>(null, pod.Spec.NodeName)?.Status.Conditions.FirstOrDefault(c => c.Type == "Ready") is { } ready
        && (ready.Status == "True" || ready.Message?.Contains("NetworkReady=false", StringComparison.Ordinal) == true);

    private static Finding Find(WorkloadFacts workload, List<Pod> failing, ContainerFacts container, DiagnosisContext context)
    {
        var nodes = failing.Select(p => p.Spec.NodeName!).ToHashSet();
        var said = context.State.EventsOf(container.Pod.Reference).Where(e => e.Type == "Warning").MaxBy(e => e.LastAt);
        var failures = container.Spec is null ? [] : ProbeFailure.Of(container, context);
        var probe = failures.Select(f => ProbeAnswer.Of(f, context)).FirstOrDefault(a => a is not null);
        return new Finding
        {
            Cause = CauseCode.NetworkPluginUnhealthy,
            Object = workload.Reference,
            Summary = $"The network plugin's agent {workload.Reference} does not work on "
                + string.Join(", ", nodes.Order(StringComparer.Ordinal).Take(5))
                + (probe is null ? "." : $": {ProbeAnswer.FirstLine(probe)}"),
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(
                Cite.Event(said),
                Cite.Field(container.Pod, container.WaitingReasonPath),
                Cite.Field(container.Pod, container.StatusPath + ".ready"),
                Cite.Field(workload.Item ?? container.Pod, workload.SpecPath + ".volumes")),
            Remedy = SafeRemedy.Of(
                "Correct the network plugin's agent by what its probe and its log say; pods on its nodes get no network meanwhile.",
                [
                    Kubectl.Logs(container.Pod.Reference, container.Status.Name, previous: container.WaitingReason.Length > 0),
                    Kubectl.Describe(container.Pod.Reference),
                ]),
            Since = said?.FirstAt ?? container.FailingSince,
            Affects = [.. nodes.Select(n => new ObjectReference(nameof(Node), null, n)), .. Victims(nodes, context)],
        };
    }

    // Workloads whose pods on these nodes wait for a sandbox.
    private static IEnumerable<ObjectReference> Victims(HashSet<string> nodes, DiagnosisContext context) => context.Workloads
        .Where(w => w.Pods.Any(p => p.Spec.NodeName is { } node && nodes.Contains(node) && !p.Spec.HostNetwork
            && context.State.EventsOf(p.Reference).Any(e => e.Reason is "FailedCreatePodSandBox" or "NetworkNotReady")))
        .Select(w => w.Reference);

    [GeneratedRegex(@"\bBGP\b", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex Bgp();
}
