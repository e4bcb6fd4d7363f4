using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Disks that have work all the time, or workloads that wait for theirs most of it, having waited less before. A disk
/// without room is <see cref="CauseCode.NodeDiskPressure"/> or <see cref="CauseCode.VolumeFull"/>: full is not busy.
/// </summary>
public sealed class DiskDetector : IDetector
{
    private const string Advice = "Find what reads or writes so much; give it another disk, or the disk more throughput.";

    // At nine tenths each request waits ten times as long as it takes (the queue of a single server).
    private const double Busy = Thresholds.DiskBusyShare;

    // Of one second half a second spent waiting for I/O is time that the workload lacks; devices show it earlier.
    private const double Waiting = Thresholds.DiskWaitingShare;

    // A nightly job keeps a disk busy every night; the alert must have come with the rise.
    private const double LeastFactor = Thresholds.DiskFactor;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DiskSaturation];

    /// <inheritdoc/>
    public string Decides => "The time in which a disk has work, or in which a container or node waits for I/O (PSI), rises to most of all time.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) => context.Shifts
        .Where(s => s.Measure == Measure.DiskBusy && s.Peak >= Least(s) && s.Peak > LeastFactor * s.Before)
        .GroupBy(s => s.Owner)
        .Select(g => g.MaxBy(s => s.Excess)!)
        .OrderByDescending(s => s.Excess)
        .Select((shift, i) => Find(shift, i == 0, context));

    private static double Least(SeriesShift shift) => shift.Series.Name.Contains("pressure", StringComparison.Ordinal) ? Waiting : Busy;

    private static Finding Find(SeriesShift shift, bool isMost, DiagnosisContext context)
    {
        var isNode = shift.Owner.Kind == "Node";
        return new Finding
        {
            Cause = CauseCode.DiskSaturation,
            Object = shift.Owner,
            Summary = isNode ? $"A disk of the node {shift.Owner.Name} is busy all the time."
                : $"{shift.Owner} waits for its disk most of the time.",
            // Who shares a disk with the one that keeps it busy waits as well; the one that rose most comes first.
            Confidence = isMost ? Certainty.Implied : Certainty.Even,
            Citations = Cite.All(shift.Quote()),
            Remedy = SafeRemedy.Of(
                Advice,
                [
                    isNode ? Kubectl.DescribeNode(shift.Owner.Name) : Kubectl.Describe(shift.Owner),
                    Kubectl.List("pods", null, "-A", "-o", "wide"),
                ]),
            Since = context.Scope.StartsAt,
            Affects = isNode ? [.. context.State.PodsOn(shift.Owner.Name).Select(context.State.WorkloadOf).Distinct()] : [],
        };
    }
}
