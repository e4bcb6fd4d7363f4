using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Workloads that come close to their memory limit, having used less before: they are about to be killed, or spend their
/// time collecting garbage. What was always near its limit is sized so; a container that was killed is
/// <see cref="CauseCode.OutOfMemory"/>, and a node without memory is <see cref="CauseCode.NodeMemoryPressure"/>.
/// </summary>
public sealed class MemoryDetector : IDetector
{
    private const string Advice = "Raise the memory limit to what the application needs, or find what makes it grow.";

    // The kernel reclaims hard, and runtimes collect again and again, in the last tenth.
    private const double NearLimit = Thresholds.MemoryNearLimit;

    // A working set moves by some per cent by itself; a quarter more is something new.
    private const double LeastFactor = Thresholds.MemoryFactor;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.MemoryPressure];

    /// <inheritdoc/>
    public string Decides => "A container's working set rises to nine tenths of its memory limit, or stands there where the alert names the workload.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var risen = context.Shifts
            .Where(s => s.Measure == Measure.Memory && s.Peak > LeastFactor * s.Usual)
            .Select(s => (s.Owner, s.Series, Share: Share(s.Series, s.Peak, context), Confidence: Certainty.Implied));
        var near = risen.Concat(Standing(context)).Where(m => m.Share >= NearLimit);
        return near.GroupBy(m => m.Owner).Select(g => g.MaxBy(m => (m.Confidence, m.Share)))
            .Select(m => Find(m.Owner, m.Series, m.Share, m.Confidence, context));
    }

    // A cluster without a store of metrics says only what is used now: that counts where the alert asks about it.
    private static IEnumerable<(ObjectReference Owner, TimeSeries Series, double Share,
        double Confidence)> Standing(DiagnosisContext context) =>
        from series in context.State.Series
        where SeriesShift.MeasureOf(series.Name) == Measure.Memory && series.Samples.Count == 1
        let owner = SeriesShift.OwnerOf(series, context)
        where owner is not null && context.Scope.Objects.Any(o => context.State.WorkloadOf(o) == owner)
        select (owner, series, Share(series, series.Samples[0].Value, context), Certainty.General);

    private static double Share(TimeSeries series, double bytes, DiagnosisContext context) =>
        LimitOf(series, context) is { } limit and > 0 ? bytes / limit : 0;

    // Of a container its own limit; of a whole pod the sum, where every container has one.
    private static double? LimitOf(TimeSeries series, DiagnosisContext context)
    {
        var pod = context.State.Find<Pod>(series.Labels.GetValueOrDefault("namespace"), series.Labels.GetValueOrDefault("pod"));
        if (pod is null) return null;
        var container = series.Labels.GetValueOrDefault("container");
        var counted = pod.Spec.Containers.Where(c => string.IsNullOrEmpty(container) || c.Name == container).ToList();
        return counted.Count > 0 && counted.All(c => c.Resources.Limits.ContainsKey("memory"))
            ? (double)counted.Sum(c => c.Resources.Limits["memory"].Value)
            : null;
    }

    private static Finding Find(ObjectReference owner, TimeSeries series, double share, double confidence, DiagnosisContext context)
    {
        var item = context.State.Find(owner);
        var container = ClusterState.TemplateOf(item)?.Spec.Containers.Select(c => c.Name).FirstOrDefault();
        return new Finding
        {
            Cause = CauseCode.MemoryPressure,
            Object = owner,
            Summary = $"{owner} uses {share.ToString("P0", System.Globalization.CultureInfo.InvariantCulture)} of its memory limit.",
            Confidence = confidence,
            Citations = Cite.All(
                Cite.Series(series),
                Cite.Field(item, $"spec.template.spec.containers[{series.Labels.GetValueOrDefault("container") ?? container}].resources.limits.memory")),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.TopContainers(owner.Namespace), Kubectl.Edit(owner)]),
            Since = context.Scope.StartsAt,
        };
    }
}
