using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>Workloads whose hosts file has another address for a Service than the Service has: the DNS is never asked.</summary>
public sealed class HostAliasDetector : IDetector
{
    private const string Advice = "Take the name out of hostAliases.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "A pod's hostAliases name a Service of its namespace with another address than the Service's.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        where workload.Template is not null
        from alias in workload.Template!.Spec.HostAliases
        let service = alias.Hostnames.Select(h => Named(h, workload.Reference.Namespace, context)).FirstOrDefault(s => s is not null)
        where service is not null && Leads(service, alias) == false
        select new Finding
        {
            Cause = CauseCode.ServiceAddressWrong,
            Object = workload.Reference,
            Summary = $"{workload.Reference} looks for {service.Reference} at {alias.Ip}, by its hostAliases; the Service is at {service.Spec.ClusterIP}.",
            Confidence = context.LogFindings.Best(workload,
                CauseCode.DependencyUnavailable) is { Lasts: true } ? Certainty.Proved : Certainty.Implied,
            Citations = Cite.All(
                Cite.Field(workload.Item ?? workload.Pods[0], workload.SpecPath + ".hostAliases"),
                Cite.Field(service, "spec.clusterIP"),
                context.LogFindings.Best(workload, CauseCode.DependencyUnavailable)?.Quote()),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(workload.Reference)]),
        };

    // By its short name, or by one that continues with the namespace.
    private static Service? Named(string host, string? ns, DiagnosisContext context) =>
        host.Split('.') is [var name, .. var rest] && (rest.Length == 0 || rest[0] == ns) ? context.State.Find<Service>(ns, name) : null;

    private static bool? Leads(Service service, HostAlias alias) =>
        service.Spec.ClusterIP is null or "" or "None" || alias.Ip is null ? null : service.Spec.ClusterIP == alias.Ip;
}
