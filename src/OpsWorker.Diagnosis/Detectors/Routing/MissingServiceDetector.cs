using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services that are not there although a workload of that name is, and clients that say that they do not find it.
/// Where a quota stands in the way of Services, the quota is the cause.
/// </summary>
public sealed class MissingServiceDetector : IDetector
{
    private const string Advice = "Create the Service anew.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceMissing];

    /// <inheritdoc/>
    public string Decides => "A workload is called by its name, no Service bears it, and a client's log says that there is no such name.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from missing in MissingService.Of(context)
        where !IsLimited(missing.Server.Namespace, context)
        let said = Clients(missing, context)
        where said.Count > 0
        select new Finding
        {
            Cause = CauseCode.ServiceMissing,
            Object = new ObjectReference(nameof(Service), missing.Server.Namespace, missing.Name),
            Summary = $"There is no Service {missing.Name} for {missing.Server}, which others call by that name.",
            // Less sure than what keeps it from being created, where that is seen.
            Confidence = Certainty.Logged,
            Citations = Cite.All([.. said.Take(3)
                .Select(s => s.Match.Quote()), Cite.Field(missing.Address?.Source, missing.Address?.Path ?? "")]),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.List("services", missing.Server.Namespace), Kubectl.Expose(missing.Server)]),
            Affects = [missing.Server, .. said.Select(s => s.Client)],
        };

    private static List<(ObjectReference Client, LogMatch Match)> Clients(MissingService missing, DiagnosisContext context) =>
        [.. from workload in context.Workloads
            let match = context.LogFindings.Best(workload, CauseCode.DnsResolutionFailure)
            where match is not null && (match.Lasts || workload.IsTroubled)
                && ServiceName.IsIn(match.Line, missing.Name, missing.Server.Namespace)
            select (workload.Reference, match)];

    private static bool IsLimited(string? ns, DiagnosisContext context) => context.State.All<ResourceQuota>()
        .Any(q => q.Namespace == ns && q.Spec.Hard.Keys.Any(k => k is "services" or "count/services"));
}
