using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services of the type ExternalName that stand for a host that does not resolve, by the words of those who call it. The
/// name of the Service itself resolves, so that neither DNS nor the client's address is wrong.
/// </summary>
public sealed class ExternalNameDetector : IDetector
{
    private const string Advice = "Correct the Service's externalName.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "A log says that a host does not resolve which a Service names as its externalName.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from service in context.State.All<Service>()
        where service.Spec is { Type: "ExternalName", ExternalName: { Length: > 0 } }
        from workload in context.Workloads
        let said = context.LogFindings.Best(workload, CauseCode.DnsResolutionFailure)
        where said is not null && said.Line.Contains(service.Spec.ExternalName!, StringComparison.OrdinalIgnoreCase)
        select new Finding
        {
            Cause = CauseCode.ServiceAddressWrong,
            Object = service.Reference,
            Summary = $"{service.Reference} stands for {service.Spec.ExternalName}, which does not resolve.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(Cite.Field(service, "spec.externalName"), said.Quote()),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(service.Reference)]),
            Affects = [workload.Reference],
        };
}
