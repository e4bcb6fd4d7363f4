using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Workloads that use all the CPU there is for them. Throttling that was there before is how the workload lives; it
/// counts where it rose with the alert. Where the use of CPU rose too something burns it, otherwise the limit is too low.
/// </summary>
public sealed class CpuDetector : IDetector
{
    private const string Advice = "Find what uses the CPU; raise the limit or add replicas.";

    // A tenth of the time without CPU makes a request of some hundred milliseconds wait for a whole period of the scheduler.
    private const double LeastThrottling = Thresholds.ThrottledShare;

    // Load doubles between night and day; three times the most that was seen before is something else.
    private const double LeastFactor = Thresholds.CpuFactor;

    // The kernel grants CPU in slices, so that a saturated container measures a little less than its limit.
    private const double NearLimit = Thresholds.CpuNearLimit;

    // What lives near its limit is sized so; half as much again is new.
    private const double LeastRise = Thresholds.CpuRise;

    // An idle container uses next to nothing, of which any factor is next to nothing too; in cores.
    private const double Idle = Thresholds.CpuIdleCores;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CpuSaturation, CauseCode.CpuThrottling];

    /// <inheritdoc/>
    public string Decides => "A container's CPU use or throttling rises to a multiple of what it was before the alert.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var shifts = context.Shifts.Where(s => s.Measure is Measure.Cpu or Measure.Throttling).ToLookup(s => s.Owner);
        var found = new List<(Finding Finding, double Excess)>();
        foreach (var owner in shifts)
        {
            var throttled = owner.Where(s => s.Measure == Measure.Throttling && s.Peak > LeastThrottling && s.Peak > LeastFactor * s.Before)
                .MaxBy(s => s.Peak);
            var busy = owner.Where(s => s.Measure == Measure.Cpu && IsBusy(s, context)).MaxBy(s => s.Peak);
            if (throttled is null && (busy is null || !IsNearLimit(busy, context))) continue;
            found.Add((Find(owner.Key, busy, throttled, context), (throttled?.Excess ?? 0) + (busy?.Excess ?? 0)));
        }

        // Trouble at one workload puts load on others; the one that rose most is where it is.
        return found.OrderByDescending(f => f.Excess).Select((f, i) => i == 0 ? f.Finding : f.Finding with { Confidence = Certainty.Even });
    }

    private static bool IsBusy(SeriesShift use, DiagnosisContext context) =>
        use.Peak > LeastFactor * Math.Max(use.Before, Idle) || IsNearLimit(use, context);

    private static bool IsNearLimit(SeriesShift use, DiagnosisContext context) =>
        ClusterState.TemplateOf(context.State.Find(use.Owner))?.Spec.Containers
            .Select(c => c.Resources.Limits.TryGetValue("cpu", out var limit) ? (double)limit.Value : 0)
            .DefaultIfEmpty(0).Max() is var limit and > 0
        && use.Peak >= NearLimit * limit && use.Peak > LeastRise * use.Usual;

    private static Finding Find(ObjectReference owner, SeriesShift? busy, SeriesShift? throttled, DiagnosisContext context)
    {
        var template = context.State.Find(owner);
        var container = ClusterState.TemplateOf(template)?.Spec.Containers.Select(c => c.Name).FirstOrDefault();
        var limit = FieldPath.Find(template?.Raw ?? default, $"spec.template.spec.containers[{container}].resources.limits.cpu") is { } cpu
            ? $" ({cpu})" : "";
        return new Finding
        {
            Cause = busy is not null ? CauseCode.CpuSaturation : CauseCode.CpuThrottling,
            Object = owner,
            Summary = busy is not null
                ? $"{owner} uses all the CPU that there is for it{limit}."
                : $"{owner} is throttled by its CPU limit{limit}.",
            Confidence = busy is not null && throttled is not null ? Certainty.Stated : Certainty.Inferred,
            Citations = Cite.All(
                busy?.Quote(), throttled?.Quote(),
                    Cite.Field(template, $"spec.template.spec.containers[{container}].resources.limits.cpu")),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.TopContainers(owner.Namespace), Kubectl.Edit(owner)]),
            Since = context.Scope.StartsAt,
        };
    }
}
