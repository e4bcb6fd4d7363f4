using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace Example;

/// <summary>Services of type ExternalName whose name does not resolve from the cluster.</summary>
public sealed class ExternalNameDetector : IDetector
{
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DependencyUnavailable];

    public string Decides => "A Service of type ExternalName, and a failed check of the name that it stands for.";

    public string Remedy => "Correct the Service's externalName, or restore what it stands for.";

    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var service in context.State.All<Service>().Where(s => s.Spec.ExternalName is { Length: > 0 }))
        {
            var target = $"tcp://{service.Spec.ExternalName}:443";
            var check = context.State.Probes.FirstOrDefault(p => p.Target.Contains(service.Spec.ExternalName!, StringComparison.Ordinal));
            if (check is null)
            {
                // Not asked yet: ask, and the engine runs again when the answer is there.
                context.Want(new Query { Verb = QueryVerb.Probe, Target = target });
                continue;
            }

            if (check.Ok) continue;
            yield return new Finding
            {
                Cause = CauseCode.DependencyUnavailable,
                Object = service.Reference,
                Summary = $"{service.Reference} stands for {service.Spec.ExternalName}, which does not answer.",
                Confidence = Certainty.Confirmed,
                Citations = Cite.All(Cite.Field(service, "spec.externalName"), Cite.Probe(check)),
                Remedy = SafeRemedy.Of(Remedy, Kubectl.Edit(service.Reference)),
            };
        }
    }
}
