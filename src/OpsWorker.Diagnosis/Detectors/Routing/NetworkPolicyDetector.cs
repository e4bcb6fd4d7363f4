using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Connections that are known to be needed and that the NetworkPolicies of the namespace do not allow. Policies add up: a
/// connection is forbidden only where at least one policy isolates the pod and none of those that do allows it. It
/// counts where something shows that the connection fails; a policy alone may well be meant.
/// </summary>
public sealed class NetworkPolicyDetector : IDetector
{
    private const string Advice = "Allow the connection in the policy, or remove the policy.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NetworkPolicyBlocks];

    /// <inheritdoc/>
    public string Decides => "A client that calls a server is not allowed to by the NetworkPolicies that isolate either, and its log or a check shows failures.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var policies = context.State.All<NetworkPolicy>();
        // Policies add up: one that was not read may allow what the others do not.
        if (policies.Count == 0 || !policies.Select(p => p.Namespace).Distinct().All(context.State.Listed<NetworkPolicy>)) return [];
        var blocked = from client in context.Workloads
                      where client.Template is not null
                      from server in context.Workloads
                      where server.Template is not null && context.Dependencies.ServersOf(client.Reference).Contains(server.Reference)
                      let policy = Blocking(policies, client, server, context.State)
                      where policy is not null
                      group (client, server) by policy;
        return blocked.Select(b => Find(b.Key, [.. b], context)).OfType<Finding>();
    }

    private static NetworkPolicy? Blocking(IReadOnlyList<NetworkPolicy> policies, WorkloadFacts client, WorkloadFacts server,
        ClusterState state)
    {
        var into = Isolating(policies, server, "Ingress").ToList();
        if (into.Count > 0 && !into.Exists(p =>
            p.Spec.Ingress.Any(r => AllowsPort(r, server) && Allows(r.From, client, server, state)))) return into[0];
        var outOf = Isolating(policies, client, "Egress").ToList();
        return outOf.Count > 0 && !outOf.Exists(p => p.Spec.Egress.Any(r => AllowsPort(r, server) && Allows(r.To, server, client, state)))
            ? outOf[0] : null;
    }

    private static IEnumerable<NetworkPolicy> Isolating(IReadOnlyList<NetworkPolicy> policies, WorkloadFacts workload, string direction) =>
        policies.Where(p => p.Namespace == workload.Reference.Namespace
            && p.Spec.PodSelector.Matches(workload.Template!.Metadata.Labels)
            && (p.Spec.PolicyTypes.Contains(direction) || (p.Spec.PolicyTypes.Count == 0 && direction == "Ingress")));

    // A peer by address is given the benefit of the doubt.
    private static bool Allows(IReadOnlyList<NetworkPolicyPeer>? peers, WorkloadFacts other, WorkloadFacts own, ClusterState state) =>
        peers is not { Count: > 0 } || peers.Any(p => p.IpBlock is not null
            || (IsNamespaceOf(p, other, own, state) && (p.PodSelector?.Matches(other.Template!.Metadata.Labels) ?? true)));

    // Kubernetes labels each namespace with its name; of one that is not known the rest is not known either.
    private static bool IsNamespaceOf(NetworkPolicyPeer peer, WorkloadFacts other, WorkloadFacts own, ClusterState state)
    {
        if (peer.NamespaceSelector is not { } selector) return other.Reference.Namespace == own.Reference.Namespace;
        if (state.Find<Namespace>(null, other.Reference.Namespace) is not { } ns) return true;
        return selector.Matches(new Dictionary<string, string>(ns.Metadata.Labels) { ["kubernetes.io/metadata.name"] = ns.Name });
    }

    // A port that is named, and a server that declares none, are given it too.
    private static bool AllowsPort(NetworkPolicyRule rule, WorkloadFacts server)
    {
        var declared = server.Template!.Spec.Containers.SelectMany(c => c.Ports).Select(p => p.Number).ToList();
        return rule.Ports is not { Count: > 0 } || declared.Count == 0
            || rule.Ports.Any(p => p.Port?.Number is not { } first || declared.Exists(d => d >= first && d <= (p.EndPort ?? first)));
    }

    private static Finding? Find(NetworkPolicy policy, IReadOnlyList<(WorkloadFacts Client, WorkloadFacts Server)> pairs,
        DiagnosisContext context)
    {
        var said = pairs.Select(p => context.LogFindings.Best(p.Client, CauseCode.DependencyUnavailable))
            .FirstOrDefault(m => m is not null);
        var troubled = pairs.Any(p => p.Client.IsTroubled);
        var made = context.MadeLately(policy);
        if (said is null && !troubled && made is null) return null;
        return new Finding
        {
            Cause = CauseCode.NetworkPolicyBlocks,
            Object = policy.Reference,
            Summary = $"{policy.Reference} forbids {pairs[0].Client.Reference.Name} to connect to {pairs[0].Server.Reference.Name}.",
            Confidence = said is not null ? Certainty.Stated : troubled ? Certainty.Implied : Certainty.General,
            Citations = Cite.All(Cite.Field(policy, "spec"), said?.Quote()),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(policy.Reference)]),
            Since = made,
            Affects = [.. pairs.SelectMany(p => new[] { p.Client.Reference, p.Server.Reference }).Distinct()],
        };
    }
}
