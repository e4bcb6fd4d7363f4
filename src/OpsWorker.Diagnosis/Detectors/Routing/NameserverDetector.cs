using OpsWorker.Diagnosis.Ranking;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Workloads whose pods ask nameservers of their own that are not the cluster's, and that do not work: what runs in a cluster
/// looks up Services, which only the cluster's DNS knows.
/// </summary>
public sealed class NameserverDetector : IDetector
{
    private const int Dns = 53;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DnsResolutionFailure];

    /// <inheritdoc/>
    public string Decides => "The pods of a workload that does not work have the dnsPolicy None and nameservers that are no DNS Service's.";

    /// <inheritdoc/>
    public string Remedy => "Use the cluster's DNS: dnsPolicy ClusterFirst, or its address among the nameservers.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Template?.Spec.DnsPolicy == "None" && (w.IsTroubled || context.Fails(w))))
        {
            var item = workload.Item ?? workload.Pods[0];
            var path = workload.SpecPath + ".dnsConfig.nameservers";
            var servers = Texts(FieldPath.Find(item.Raw, path));
            if (servers.Count == 0 || servers.Exists(s => IsOfCluster(s, context))) continue;
            var said = context.LogFindings.Best(workload, CauseCode.DnsResolutionFailure);
            yield return new Finding
            {
                Cause = CauseCode.DnsResolutionFailure,
                Object = workload.Reference,
                Summary = $"{workload.Reference} resolves names at {string.Join(", ", servers)}, which is not the cluster's DNS.",
                Confidence = said is not null ? Certainty.Stated : Certainty.Implied,
                Citations = Cite.All(Cite.Field(item, path), Cite.Field(item, workload.SpecPath + ".dnsPolicy"), said?.Quote()),
                Remedy = SafeRemedy.Of(
                    "Set dnsPolicy to ClusterFirst, or add the cluster's DNS to the nameservers.",
                    Kubectl.Edit(workload.Reference)),
                Since = workload.Pods.Min(p => p.Metadata.CreationTimestamp),
            };
        }
    }

    private static bool IsOfCluster(string address, DiagnosisContext context) =>
        context.State.All<Service>().Any(s => s.Spec.ClusterIP == address && s.Spec.Ports.Any(p => p.Port == Dns))
        || context.State.All<Pod>()
            .Any(p => p.Status.PodIP == address && p.Spec.Containers.SelectMany(c => c.Ports).Any(c => c.Number == Dns))
        || IsNodeLocal(address);

    // NodeLocal DNSCache listens on a link-local address of the node.
    private static bool IsNodeLocal(string address) => address.StartsWith("169.254.", StringComparison.Ordinal);

    private static List<string> Texts(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
        : [];
}
