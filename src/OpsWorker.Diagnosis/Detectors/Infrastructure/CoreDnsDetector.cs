using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// The cluster's DNS: no ready pod behind it, or none wanted. It is found by the label that DNS add-ons bear since
/// kube-dns. One client that cannot resolve names while others can is that client's trouble.
/// </summary>
public sealed class CoreDnsDetector : IDetector
{
    private const string Advice = "Restore the DNS pods.";

    private const string SystemNamespace = "kube-system";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CoreDnsUnavailable];

    /// <inheritdoc/>
    public string Decides => "The pods labelled k8s-app=kube-dns are there and none of them is ready, or their configuration denies every Service's name.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var dns = context.Workloads.FirstOrDefault(w => w.Reference.Namespace == SystemNamespace
            && w.Template?.Metadata.Labels.GetValueOrDefault("k8s-app") == "kube-dns");
        if (dns is not null && Denial(context) is { } denial) yield return Denied(dns, denial, context);
        if (dns is null || dns.Ready > 0 || !dns.HasAllPods || !HasStatus(dns)) yield break;
        yield return new Finding
        {
            Cause = CauseCode.CoreDnsUnavailable,
            Object = dns.Reference,
            Summary = "The cluster's DNS has no ready pod, so names do not resolve.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All([
                .. dns.Pods.Take(3).Select(p => Cite.Field(p, "status.conditions[Ready].status") ?? Cite.Field(p, "status.phase")),
                Cite.Field(dns.Item, "spec.replicas")]),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.Describe(dns.Reference), Kubectl.Logs(dns.Reference)]),
            Affects = Nameless(context),
        };
    }

    private static Finding Denied(WorkloadFacts dns, Citation denial, DiagnosisContext context) => new()
    {
        Cause = CauseCode.CoreDnsUnavailable,
        Object = dns.Reference,
        Summary = "The configuration of the cluster's DNS says of every Service that there is no such name.",
        Confidence = Certainty.Proved,
        Citations = Cite.All(denial),
        Remedy = SafeRemedy.Of(
            "Take the rule out of the configuration, and restart the DNS pods.",
            [Kubectl.Edit(new ObjectReference("ConfigMap", SystemNamespace, "coredns"))]),
        Affects = Nameless(context),
    };

    // Only where somebody finds no names: until the pods read it again, a configuration is not in force.
    private static Citation? Denial(DiagnosisContext context) => Nameless(context).Count == 0 ? null
        : (from map in context.State.All<ConfigMap>()
           where map.Namespace == SystemNamespace && map.Data.ContainsKey("Corefile")
           let rule = Corefile.DeniesServices(map.Data["Corefile"])
           where rule is not null
           select Cite.LineOf(map, "data[Corefile]", rule)).FirstOrDefault();

    private static IReadOnlyList<ObjectReference> Nameless(DiagnosisContext context) =>
        [.. context.Workloads.Where(w => context.LogFindings.Best(w, CauseCode.DnsResolutionFailure) is not null).Select(w => w.Reference)];

    // Recordings leave out the status of system pods; what is not known is not judged.
    private static bool HasStatus(WorkloadFacts dns) => dns.Pods.Count == 0
        ? dns.Desired == 0
        : dns.Pods.All(p => PodFacts.Condition(p, "Ready") is not null || p.Status.ContainerStatuses.Count > 0
            || p.Status.Phase is "Pending" or "Failed");
}
