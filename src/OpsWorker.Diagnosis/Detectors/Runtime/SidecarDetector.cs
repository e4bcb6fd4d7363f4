using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that end because another container of their pod is not there yet, or not any more: one that they call at the pod's own
/// address, or the proxy through which a mesh leads all their connections.
/// </summary>
public sealed partial class SidecarDetector : IDetector
{
    // A proxy begins within a second or two of the application and takes a few more to get its configuration.
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(15);

    private static readonly string[] s_proxies = ["istio-proxy", "linkerd-proxy", "envoy", "kuma-sidecar", "consul-dataplane"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.SidecarNotReady];

    /// <inheritdoc/>
    public string Decides =>
        "A container ends as a connection is refused, at the pod's own address or behind a mesh's proxy, while the sidecar is not ready or "
        + "has just begun.";

    /// <inheritdoc/>
    public string Remedy =>
        "Start the sidecar before the application: as an init container that restarts always, or by the mesh's setting for it.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let finding = workload.Pods.Select(p => Find(workload, [.. ContainerFacts.Of(p)], context)).FirstOrDefault(f => f is not null)
        where finding is not null
        select finding;

    private Finding? Find(WorkloadFacts workload, IReadOnlyList<ContainerFacts> containers, DiagnosisContext context)
    {
        if (containers.Count < 2) return null;
        foreach (var container in containers.Where(c => !c.IsInit && c.IsCrashing && context.IsCurrent(c)))
        {
            var said = context.LogFindings.Of(container.Pod)
                .Where(m => m.Signature.Code == CauseCode.DependencyUnavailable)
                .FirstOrDefault(m => m.Log.Container is null || m.Log.Container == container.Status.Name);
            if (said is null) continue;
            if (ResolvesNothing(container, context)) continue;
            var sidecar = containers.FirstOrDefault(o => o != container && Lacks(container, o, said.Line));
            if (sidecar is not null) return Of(workload, container, sidecar, said, context);
        }

        return null;
    }

    // A pod that does not resolve names keeps its proxy from the mesh's control plane as it keeps the application from what it calls.
    private static bool ResolvesNothing(ContainerFacts container, DiagnosisContext context) => context.LogFindings.Of(container.Pod)
        .Any(m => m.Signature.Code == CauseCode.DnsResolutionFailure
            && (container.Pod.Spec.DnsPolicy is "None" or "Default" || m.Log.Container != container.Status.Name));

    private static bool Lacks(ContainerFacts container, ContainerFacts sidecar, string line)
    {
        var isProxy = s_proxies.Contains(sidecar.Status.Name);
        if (!isProxy && !OwnAddress().IsMatch(line)) return false;
        if (!sidecar.Status.Ready) return !sidecar.IsInit;
        return isProxy && sidecar.Status.State.Running?.StartedAt is { } began
            && container.LastEnd?.FinishedAt is { } ended && ended < began + s_start;
    }

    private Finding Of(
        WorkloadFacts workload, ContainerFacts container, ContainerFacts sidecar, LogMatch said, DiagnosisContext context) => new()
        {
            Cause = CauseCode.SidecarNotReady,
            Object = workload.Reference,
            Summary = $"The container {container.Status.Name} of {workload.Reference} ends because its sidecar {sidecar.Status.Name} "
                + (sidecar.Status.Ready ? "was not ready yet when it connected." : "is not ready."),
            Confidence = sidecar.Status.Ready ? Certainty.Inferred : Certainty.Logged,
            Citations = Cite.All(
                said.Quote(),
                Cite.Field(sidecar.Pod, sidecar.StatusPath + ".ready"),
                Cite.Field(sidecar.Pod, sidecar.StatusPath + ".state.running.startedAt"),
                Cite.Field(container.Pod, container.LastEndPath, container.LastEnd?.FinishedAt)),
            Remedy = SafeRemedy.Of(Remedy, [Kubectl.Logs(sidecar.Pod.Reference, sidecar.Status.Name), Kubectl.Edit(workload.Reference)]),
            Since = FailureOnset.Of(container, context),
        };

    [GeneratedRegex(
        @"(localhost|127\.0\.0\.1|\[::1\]):\d{2,5}\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex OwnAddress();
}
