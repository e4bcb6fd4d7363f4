using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Pods that cannot resolve names because the NetworkPolicies that isolate what they send allow nothing to port 53. A policy
/// alone may well be meant: it counts where the pods' log says that names do not resolve.
/// </summary>
public sealed class IsolatedFromDnsDetector : IDetector
{
    private const int Dns = 53;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NetworkPolicyBlocks];

    /// <inheritdoc/>
    public string Decides => "No policy that isolates a workload's egress allows port 53, and its log has failures to resolve names.";

    /// <inheritdoc/>
    public string Remedy => "Allow egress to the cluster's DNS in the policy.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Template is not null && context.State.Listed<NetworkPolicy>(w.Reference.Namespace)))
        {
            var isolating = context.State.All<NetworkPolicy>().Where(p => p.Namespace == workload.Reference.Namespace
                && p.Spec.PolicyTypes.Contains("Egress") && p.Spec.PodSelector.Matches(workload.Template!.Metadata.Labels)).ToList();
            if (isolating.Count == 0 || isolating.SelectMany(p => p.Spec.Egress).Any(AllowsDns)) continue;
            if (context.LogFindings.Best(workload, CauseCode.DnsResolutionFailure) is not { } said || !(said.Lasts || workload.IsTroubled)) continue;
            yield return new Finding
            {
                Cause = CauseCode.NetworkPolicyBlocks,
                Object = isolating[0].Reference,
                Summary = $"{isolating[0].Reference} keeps {workload.Reference.Name} from the cluster's DNS, so it cannot resolve names.",
                Confidence = Certainty.Stated,
                Citations = Cite.All(Cite.Field(isolating[0], "spec"), said.Quote()),
                Remedy = SafeRemedy.Of(
                    "Allow egress to the cluster's DNS (port 53, UDP and TCP) in the policy.",
                    [Kubectl.Edit(isolating[0].Reference)]),
                Since = isolating[0].Metadata.CreationTimestamp,
                Affects = [workload.Reference],
            };
        }
    }

    // A peer in the same namespace is not the cluster's DNS; any other may be. A port that is named is given the benefit of the doubt.
    private static bool AllowsDns(NetworkPolicyRule rule) =>
        (rule.To is not { Count: > 0 } peers || peers.Any(p => p.NamespaceSelector is not null || p.IpBlock is not null))
        && (rule.Ports is not { Count: > 0 } ports || ports.Any(p => p.Port?.Number is not { } first || (first <= Dns && (p.EndPort ?? first) >= Dns)));
}
