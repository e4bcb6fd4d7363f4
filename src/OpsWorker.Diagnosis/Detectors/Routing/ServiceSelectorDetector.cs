using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services whose selector matches no pod although there is a workload for them. Which workload a Service is for is told
/// by who is called under its name, by a shared name, or by a selector that differs in little from the pods' labels.
/// </summary>
public sealed class ServiceSelectorDetector : IDetector
{
    private const string Advice = "Make the selector match the pods' labels.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceSelectorMismatch];

    /// <inheritdoc/>
    public string Decides => "A Service selects no pods, while a workload that it is meant for has pods with other labels; or also those of another, which do not have its port.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) => WithoutPods(context).Concat(WithOthers(context));

    private static IEnumerable<Finding> WithoutPods(DiagnosisContext context)
    {
        foreach (var service in context.State.All<Service>().Where(s => s.Spec.Selector.Count > 0))
        {
            if (!context.State.Listed<Pod>(service.Namespace) || context.State.PodsOf(service).Any()) continue;
            if (context.Workloads.Any(w => DependencyGraph.IsBehind(service, w))) continue;
            if (Meant(service, context) is not { } meant) continue;
            yield return new Finding
            {
                Cause = CauseCode.ServiceSelectorMismatch,
                Object = service.Reference,
                Summary = $"{service.Reference} has no endpoints: its selector {LabelSelector.TextOf(service.Spec.Selector)} "
                    + $"matches none of the pods of {meant.Workload.Reference}.",
                Confidence = meant.Confidence,
                Citations = Cite.All(
                    Cite.Field(service, "spec.selector"),
                    Cite.Field(meant.Workload.Item, "spec.template.metadata.labels"),
                    Cite.Field(meant.Workload.Pods.Count > 0 ? meant.Workload.Pods[0] : null, "metadata.labels")),
                Remedy = SafeRemedy.Of(
                    Advice,
                    [Kubectl.Edit(service.Reference), Kubectl.List("pods", service.Namespace, "--show-labels")]),
                Affects = [meant.Workload.Reference],
            };
        }
    }

    // A second workload behind a Service is usual (a canary), but not one that has a Service of its own and lacks the port.
    private static IEnumerable<Finding> WithOthers(DiagnosisContext context)
    {
        var names = context.Workloads.Select(w => (w.Reference.Namespace, w.Reference.Name)).ToHashSet();
        foreach (var service in context.State.All<Service>().Where(s => s.Spec.Selector.Count > 0))
        {
            if (!names.Contains((service.Namespace, service.Name))) continue;
            var behind = context.Workloads.Where(w => DependencyGraph.IsBehind(service, w)).ToList();
            if (behind.Count < 2 || !behind.Exists(w => w.Reference.Name == service.Name)) continue;
            if (behind.Find(w => w.Reference.Name != service.Name && HasOwn(w, service, context)
                && LacksPort(w, service)) is not { } other) continue;
            yield return new Finding
            {
                Cause = CauseCode.ServiceSelectorMismatch,
                Object = service.Reference,
                Summary = $"{service.Reference} selects also the pods of {other.Reference}, which do not have its port.",
                Confidence = Certainty.Confirmed,
                Citations = Cite.All(Cite.Field(service, "spec.selector"), Cite.Field(service, "spec.ports"),
                    Cite.Field(other.Item, "spec.template.metadata.labels")),
                Remedy = SafeRemedy.Of(
                    "Make the selector match only the pods that are meant.",
                    [Kubectl.Edit(service.Reference), Kubectl.List("pods", service.Namespace, "--show-labels")]),
                Affects = [.. behind.Where(w => w != other).Select(w => w.Reference)],
            };
        }
    }

    private static bool HasOwn(WorkloadFacts workload, Service service, DiagnosisContext context) => context.State.All<Service>()
        .Any(s => s.Reference != service.Reference && DependencyGraph.IsBehind(s, workload)
            && s.Spec.Selector.Count > service.Spec.Selector.Count);

    private static bool LacksPort(WorkloadFacts workload, Service service)
    {
        var declared = workload.Template!.Spec.Containers.SelectMany(c => c.Ports).Select(p => p.Number).ToList();
        return declared.Count > 0 && service.Spec.Ports.Any(p => (p.TargetPort is { } target ? target.Number : p.Port) is { } port
            && !declared.Contains(port));
    }

    private static (WorkloadFacts Workload, double Confidence)? Meant(Service service, DiagnosisContext context)
    {
        // A workload that another Service already leads to may be meant by that one.
        var candidates = context.Workloads.Where(w => w.Reference.Namespace == service.Namespace && w.Template is not null).ToList();
        var named = candidates.FirstOrDefault(w => w.Reference.Name == service.Name);
        if (named is not null) return (named, Certainty.Proved);
        var near = candidates
            .Where(w => !context.State.ServicesOf(w.Item ?? w.Pods[0]).Any())
            .Select(w => (Workload: w, Shared: Shared(service, w)))
            .Where(w => w.Shared > 0)
            .OrderByDescending(w => w.Shared)
            .ToList();
        return near.Count == 0 || (near.Count > 1 && near[0].Shared == near[1].Shared) ? null : (near[0].Workload, Certainty.Logged);
    }

    // Labels that agree in key and value, or in a value that only this workload has under another key.
    private static int Shared(Service service, WorkloadFacts workload) =>
        service.Spec.Selector.Count(s => workload.Template!.Metadata.Labels.Any(l => l.Value == s.Value));
}
