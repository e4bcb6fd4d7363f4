using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Two containers of a pod on the same port: containers share the pod's network, so only one of them can bind it. Both
/// declare it, an annotation gives it to the mesh's sidecar, or one says that the address is in use.
/// </summary>
public sealed class PortConflictDetector : IDetector
{
    private const string Advice = "Give the containers different ports.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.PortConflict];

    /// <inheritdoc/>
    public string Decides =>
        "A pod that does not work has a log with \"address already in use\", or two containers that declare the same port, of which one "
        + "may be a mesh's sidecar by annotation.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Troubled.Where(w => w.Template is not null))
        {
            var said = context.LogFindings.Best(workload, CauseCode.PortConflict);
            var sidecar = OfSidecar(workload.Template!);
            var shared = SharedPort(workload.Template!.Spec) ?? sidecar?.Port;
            if (said is null && shared is null) continue;
            yield return new Finding
            {
                Cause = CauseCode.PortConflict,
                Object = workload.Reference,
                Summary = $"Two containers of {workload.PodsName} bind the same port{(shared is null ? "" : $" {shared}")}.",
                Confidence = said is not null && shared is not null ? Certainty.Proved
                    : said is not null ? Certainty.Stated
                    : sidecar is not null ? Certainty.Logged : Certainty.Inferred,
                Citations = Cite.All([
                    said?.Quote(),
                    sidecar is { } set
                        ? Cite.Field(workload.Item ?? workload.Pods[0], $"{MetadataPath(workload)}.annotations[{set.Annotation}]")
                        : null,
                    .. workload.Template!.Spec.Containers.Select(c =>
                        Cite.Field(workload.Item ?? workload.Pods[0], $"{workload.SpecPath}.containers[{c.Name}].ports"))]),
                Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(workload.Reference)]),
                Since = workload.Pods.Count > 0 ? workload.Pods[0].Metadata.CreationTimestamp : null,
            };
        }
    }

    private static (int Port, string Annotation)? OfSidecar(PodTemplate template)
    {
        var declared = template.Spec.Containers.SelectMany(c => c.Ports).Select(p => p.Number).ToHashSet();
        foreach (var set in SidecarPorts.Of(template))
        {
            if (declared.Contains(set.Port)) return set;
        }

        return null;
    }

    private static string MetadataPath(WorkloadFacts workload) =>
        workload.SpecPath == "spec" ? "metadata" : workload.SpecPath[..^".spec".Length] + ".metadata";

    private static int? SharedPort(PodSpec pod) => pod.Containers
        .Concat(pod.InitContainers.Where(c => c.RestartPolicy == "Always"))
        .SelectMany(c => c.Ports.Select(p => (c.Name, p.Number, Protocol: p.Protocol ?? "TCP")).Distinct())
        .GroupBy(p => (p.Number, p.Protocol))
        .Where(g => g.Count() > 1)
        .Select(g => (int?)g.Key.Number)
        .FirstOrDefault();
}
