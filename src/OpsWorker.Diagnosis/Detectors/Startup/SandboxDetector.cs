using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Pods whose sandbox cannot be made because of the network plugin. A runtime that does not answer at all is the node's
/// trouble, and a sandbox that is killed for memory the workload's; both are other detectors'.
/// </summary>
public sealed class SandboxDetector : IDetector
{
    private const string Advice = "Look at the network plugin's pods on the node, and at its range of addresses.";

    private static readonly string[] s_network =
        ["failed to setup network", "plugin type=", "networkPlugin", "cni", "no IP addresses available", "failed to allocate",
            "failed to assign an IP"];

    // A limit that lets no process start, and a runtime that does not answer, are other detectors'.
    private static readonly string[] s_others =
        ["OOM-killed", "memory limit too low", "connection refused", "containerd.sock", "crio.sock", "not ready"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.SandboxCreationFailed];

    /// <inheritdoc/>
    public string Decides => "Pods stay without a sandbox, and the event names the network plugin or a lack of addresses.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var said = workload.Pods
                .Where(p => !PodFacts.IsReady(p) && p.Status.ContainerStatuses.All(c => c.State.Running is null))
                .SelectMany(p => context.State.EventsOf(p.Reference))
                .Where(e => e.Reason == "FailedCreatePodSandBox"
                    && !s_others.Any(w => e.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
                .OrderByDescending(e => e.LastAt)
                .FirstOrDefault();
            if (said is null) continue;
            var isNetwork = s_network.Any(w => said.Text.Contains(w, StringComparison.OrdinalIgnoreCase));
            yield return new Finding
            {
                Cause = CauseCode.SandboxCreationFailed,
                Object = workload.Reference,
                Summary = isNetwork
                    ? $"{workload.Reference} cannot start: the network plugin fails to set up its network: {ShortText.Of(said.Text)}"
                    : $"{workload.Reference} cannot start: its pod sandbox cannot be created: {ShortText.Of(said.Text)}",
                Confidence = isNetwork ? Certainty.Confirmed : Certainty.General,
                Citations = Cite.All(Cite.Event(said)),
                Remedy = SafeRemedy.Of(
                    Advice,
                    [Kubectl.List("pods", "kube-system", "-o", "wide")]),
                Since = said.FirstAt,
            };
        }
    }
}
