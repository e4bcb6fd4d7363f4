using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>
/// Merges findings of one cause at one object: two detectors, or one that found it twice, confirm each other and are no two answers between
/// which there is doubt.
/// </summary>
internal static class SameCause
{
    /// <summary>The surest of each, with the evidence and the effects of all, in the order of the first of each.</summary>
    public static IEnumerable<Finding> Merge(IEnumerable<Finding> findings) =>
        findings.GroupBy(f => (f.Cause, f.Object)).Select(same => One([.. same]));

    private static Finding One(List<Finding> same)
    {
        if (same.Count == 1) return same[0];
        var surest = same.MaxBy(f => f.Confidence)!;
        var ordered = same.OrderByDescending(f => ReferenceEquals(f, surest)).ToList();
        return surest with
        {
            Citations = [.. ordered.SelectMany(f => f.Citations).Distinct()],
            Affects = [.. ordered.SelectMany(f => f.Affects).Distinct()],
            Since = same.Min(f => f.Since),
        };
    }
}
