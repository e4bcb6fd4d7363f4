using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Pods that a ResourceQuota does not allow, by the words of the API server's refusal. Objects that are missing because
/// of a quota and of which no refusal was recorded are <see cref="QuotaMissingObjectDetector"/>'s.
/// </summary>
public sealed partial class QuotaDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.NamespaceCpuQuotaExceeded, CauseCode.NamespaceMemoryQuotaExceeded, CauseCode.NamespacePodQuotaExceeded,
        CauseCode.NamespaceServiceQuotaExceeded, CauseCode.NamespaceStorageQuotaExceeded, CauseCode.NamespaceObjectQuotaExceeded,
    ];

    /// <inheritdoc/>
    public string Decides => "The API server refuses a workload's pods with \"exceeded quota\" or \"failed quota\"; the resource that it names decides the code.";

    /// <inheritdoc/>
    public string Remedy => "Raise the quota, or remove or shrink what uses it up.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var refusals = RefusedPods.Of(context)
            .Select(r => (Refused: r, Match: Refusal().Match(r.Message)))
            .Where(r => r.Match.Success)
            .GroupBy(r => (r.Refused.Workload.Reference.Namespace, Quota: r.Match.Groups["quota"].Value, Code: CodeOf(r.Match.Groups["resources"].Value)));
        foreach (var group in refusals)
        {
            var quota = context.State.Find<ResourceQuota>(group.Key.Namespace, group.Key.Quota);
            yield return new Finding
            {
                Cause = group.Key.Code,
                Object = new ObjectReference("Namespace", null, group.Key.Namespace ?? ""),
                Summary = $"ResourceQuota {group.Key.Namespace}/{group.Key.Quota} refuses the pods of "
                    + string.Join(", ", group.Select(g => g.Refused.Workload.Reference.Name))
                    + $": {ShortText.Of(group.First().Refused.Message[group.First().Match.Index..])}",
                Confidence = Certainty.Proved,
                Citations = Cite.All([
                    .. group.Select(g => g.Refused.Quote()),
                    Cite.Field(quota, "status.hard"),
                    Cite.Field(quota, "status.used")]),
                Remedy = QuotaTexts.RemedyFor(group.Key.Namespace, group.Key.Quota),
                Since = group.Min(g => g.Refused.Since),
                Affects = [.. group.Select(g => g.Refused.Workload.Reference)],
            };
        }
    }

    private static CauseCode CodeOf(string resources) => QuotaTexts.CodeOf(Resource().Matches(resources).Select(m => m.Groups["name"].Value));

    [GeneratedRegex(
        @"(exceeded quota: (?<quota>[^,\s]+), requested: (?<resources>.*?)(, used:|$))|(failed quota: (?<quota>[^:\s]+): must specify (?<resources>.*))",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"(?<name>[a-z][a-z0-9./-]*)", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Resource();
}
