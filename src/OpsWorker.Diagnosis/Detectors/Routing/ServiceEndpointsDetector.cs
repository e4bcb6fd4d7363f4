using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services without a ready backend although they select pods. Usually that is the effect of what keeps the pods from
/// being ready, and is explained by it; alone it says at least where to look.
/// </summary>
public sealed class ServiceEndpointsDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceHasNoReadyEndpoints];

    /// <inheritdoc/>
    public string Decides => "A Service selects pods and none of its addresses is ready.";

    /// <inheritdoc/>
    public string Remedy => "Find out why the Service's pods are not ready.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var service in context.State.All<Service>().Where(s => s.Spec.Selector.Count > 0))
        {
            if (context.State.PodsOf(service).Any(p => !PodFacts.IsGoing(p) && PodFacts.IsReady(p))) continue;
            if (context.State.ReadyAddresses(service) > 0) continue;
            if (!context.State.Listed<Pod>(service.Namespace) && context.State.ReadyAddresses(service) is null) continue;
            var pods = context.State.PodsOf(service).Where(p => !PodFacts.IsGoing(p)).ToList();
            if (pods.Count == 0)
            {
                if (WithoutPods(service, context) is { } empty) yield return empty;
                continue;
            }

            yield return new Finding
            {
                Cause = CauseCode.ServiceHasNoReadyEndpoints,
                Object = service.Reference,
                Summary = $"{service.Reference} has no ready backend: none of its {pods.Count} pod(s) is ready.",
                Confidence = Certainty.Even,
                Citations = Cite.All(Cite.Field(pods[0], "status.conditions[Ready].status") ?? Cite.Field(pods[0], "status.phase"), Cite.Field(service, "spec.selector")),
                Remedy = SafeRemedy.Of("Find out why its pods are not ready.", [Kubectl.Describe(pods[0].Reference)]),
                Affects = [.. pods.Select(context.State.WorkloadOf).Distinct()],
            };
        }
    }

    // Services that select nothing are left over in many namespaces: one without a pod counts where the alert names it.
    private static Finding? WithoutPods(Service service, DiagnosisContext context)
    {
        if (!context.Symptom.Subjects.Contains(service.Reference)) return null;
        var endpoints = context.State.Find<Endpoints>(service.Namespace, service.Name);
        return new Finding
        {
            Cause = CauseCode.ServiceHasNoReadyEndpoints,
            Object = service.Reference,
            Summary = $"{service.Reference} has no ready endpoints.",
            Confidence = Certainty.Inferred,
            Citations = Cite.All(Cite.Field(service, "spec.selector"), Cite.Field(endpoints, "subsets")),
            Remedy = SafeRemedy.Of(
                "Find out why no pod with the labels of the Service's selector is ready.",
                [Kubectl.Describe(service.Reference), Kubectl.List("pods", service.Namespace, "--show-labels")]),
        };
    }
}
