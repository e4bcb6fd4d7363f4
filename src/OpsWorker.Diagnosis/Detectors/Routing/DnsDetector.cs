using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Workloads that cannot resolve names: their pods use name servers of their own instead of the cluster's, or their log
/// says so of a Service that exists. A name that does not exist is no failure of DNS.
/// </summary>
public sealed class DnsDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DnsResolutionFailure];

    /// <inheritdoc/>
    public string Decides => "A workload's log has failures to resolve names, or its pods bypass the cluster's DNS while they call Services by name.";

    /// <inheritdoc/>
    public string Remedy => "Let the pods use the cluster's DNS again, or restore it.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Template is not null))
        {
            var match = context.LogFindings.Best(workload, CauseCode.DnsResolutionFailure);
            var bypasses = workload.Template!.Spec.DnsPolicy is "None" or "Default" && CallsByName(workload, context);
            if (match is { Lasts: false } && !workload.IsTroubled) match = null;
            if (match is not null && !bypasses && NamesNothing(match, context)) continue;
            if (match is null && !bypasses) continue;
            yield return new Finding
            {
                Cause = CauseCode.DnsResolutionFailure,
                Object = workload.Reference,
                Summary = $"{workload.Reference} cannot resolve names"
                    + (bypasses ? $": its pods do not use the cluster's DNS (dnsPolicy {workload.Template!.Spec.DnsPolicy})." : "."),
                Confidence = (match is not null, bypasses) switch
                {
                    (true, true) => Certainty.Proved,
                    (false, true) => Certainty.Implied,
                    _ => NamesService(match!, workload,
                        context) ? Certainty.Implied : workload.IsTroubled ? Certainty.General : Certainty.Incidental,
                },
                Citations = Cite.All(
                    match?.Quote(),
                    bypasses ? Cite.Field(workload.Item ?? workload.Pods[0], workload.SpecPath + ".dnsPolicy") : null,
                    bypasses ? Cite.Field(workload.Item ?? workload.Pods[0], workload.SpecPath + ".dnsConfig") : null),
                Remedy = SafeRemedy.Of("Let the pods use the cluster's DNS again (dnsPolicy ClusterFirst), or restore it.",
                    [Kubectl.Edit(workload.Reference), Kubectl.List("pods", "kube-system", "-l", "k8s-app=kube-dns")]),
            };
        }
    }

    private static bool CallsByName(WorkloadFacts workload, DiagnosisContext context) =>
        !workload.Template!.Spec.HostNetwork && context.Dependencies.ServersOf(workload.Reference).Count > 0;

    private static bool NamesService(LogMatch match, WorkloadFacts workload, DiagnosisContext context) =>
        context.State.All<Kubernetes.Model.Service>().Any(s => s.Namespace == workload.Reference.Namespace
            && match.Line.Contains(s.Name, StringComparison.OrdinalIgnoreCase));

    // The line names a configured host for which there is no Service: then the address is wrong, not DNS.
    private static bool NamesNothing(LogMatch match, DiagnosisContext context) => context.Dependencies.Addresses.Any(a =>
        match.Line.Contains(a.Address.Host, StringComparison.OrdinalIgnoreCase) && a.Address.IsClusterName
        && context.State.Listed<Kubernetes.Model.Service>(a.Address.NamespaceFrom(a.Workload.Namespace))
        && a.ServiceIn(context.State) is null);
}
