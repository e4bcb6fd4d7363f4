using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>Finds the time at which a series left its usual values.</summary>
internal static class ChangePoint
{
    // An alert's rule waits before it fires, for a quarter of an hour at most in common rules.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(15);

    // Measurements double by themselves; a single high one is a burst.
    private const double LeastFactor = 4;
    private const int LeastSamples = 3;

    /// <summary>The first of the samples that lie well above the median and last, shortly before the alert; null where there are none.</summary>
    public static DateTimeOffset? Of(IReadOnlyList<Sample> samples, DateTimeOffset alert)
    {
        if (samples.Count < 3 * LeastSamples) return null;
        var usual = samples.Select(s => s.Value).Order().ElementAt(samples.Count / 2);
        for (var i = 0; i + LeastSamples <= samples.Count; i++)
        {
            if (samples[i].At < alert - s_longestWait) continue;
            if (samples[i].At >= alert) return null;
            if (samples.Skip(i).Take(LeastSamples).All(s => s.Value > LeastFactor * Math.Max(usual, double.Epsilon))) return samples[i].At;
        }

        return null;
    }
}
