using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Weighs what earlier attempts found together with the result of this one. Pure.</summary>
internal static class EarlierFindings
{
    /// <summary>The confidence that is left of a cause which this attempt could not look for.</summary>
    private const double NotLookedAt = 0.9;

    /// <summary>The confidence that is left of a cause which this attempt did not see.</summary>
    private const double NotSeen = 0.6;

    /// <summary>
    /// The result, or the cause of the latest earlier attempt that found one, where this attempt found none: a cause does not
    /// stop to be one because its traces are gone or the cluster does not answer.
    /// </summary>
    /// <returns>The result, and the sentence that says where the cause is from; null where it is this attempt's own.</returns>
    public static (DiagnosisResult Result, string? Origin) With(DiagnosisResult result, IReadOnlyList<EarlierAttempt> earlier)
    {
        if (result.Verdict is not (CauseCode.ClusterUnreachable or CauseCode.NotFound)) return (result, null);
        if (earlier.LastOrDefault(attempt => attempt.Cause is not null) is not { Cause: { } cause } found) return (result, null);
        var isUnreachable = result.Verdict == CauseCode.ClusterUnreachable;
        var kept = cause with { Confidence = cause.Confidence * (isUnreachable ? NotLookedAt : NotSeen) };
        var origin = isUnreachable
            ? $"The cluster did not answer this attempt; the cause is what attempt {found.Number} found at {found.CompletedAt:u}."
            : $"This attempt found no cause; the cause is what attempt {found.Number} found at {found.CompletedAt:u}.";
        return (result with { Verdict = kept.Finding.Cause, Causes = [kept] }, origin);
    }
}
