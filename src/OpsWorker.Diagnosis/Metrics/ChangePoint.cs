using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>Finds the time at which a series left its usual values.</summary>
internal static class ChangePoint
{
    // An alert's rule waits before it fires, for a quarter of an hour at most in common rules.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(15);

    // Measurements double by themselves; a single high one is a burst.
    private const double LeastFactor = Thresholds.ChangeFactor;
    private const int LeastSamples = 3;

    /// <summary>
    /// The first of the samples that lie well above the usual value and last, shortly before the alert; null where there are none. The
    /// usual value is the median; of a recording that is trouble for the most part and to its end, that of its first third.
    /// </summary>
    public static DateTimeOffset? Of(IReadOnlyList<Sample> samples, DateTimeOffset alert)
    {
        if (samples.Count < 3 * LeastSamples) return null;
        if (First(samples, Median(samples), alert) is { } change) return samples[change].At;
        var usual = Median([.. samples.Take(samples.Count / 3)]);
        return samples.TakeLast(LeastSamples).All(s => IsWellAbove(s.Value, usual)) && First(samples, usual, alert) is { } began
            ? samples[began].At
            : null;
    }

    private static int? First(IReadOnlyList<Sample> samples, double usual, DateTimeOffset alert)
    {
        for (var i = 0; i + LeastSamples <= samples.Count; i++)
        {
            if (samples[i].At < alert - s_longestWait) continue;
            if (samples[i].At >= alert) return null;
            if (samples.Skip(i).Take(LeastSamples).All(s => IsWellAbove(s.Value, usual))) return i;
        }

        return null;
    }

    private static bool IsWellAbove(double value, double usual) => value > LeastFactor * Math.Max(usual, double.Epsilon);

    private static double Median(IReadOnlyList<Sample> samples) => samples.Select(s => s.Value).Order().ElementAt(samples.Count / 2);
}
