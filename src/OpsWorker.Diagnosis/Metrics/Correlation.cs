using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>The correlation of two series.</summary>
internal static class Correlation
{
    // Of fewer samples any coefficient may be chance.
    private const int FewestSamples = 6;

    /// <summary>Pearson's coefficient over the samples of the same times, from -1 to 1; 1 where there are too few to tell.</summary>
    public static double Of(IReadOnlyList<Sample> one, IReadOnlyList<Sample> other)
    {
        var at = other.Where(s => double.IsFinite(s.Value)).GroupBy(s => s.At).ToDictionary(g => g.Key, g => g.First().Value);
        var pairs = one.Where(s => double.IsFinite(s.Value) && at.ContainsKey(s.At)).Select(s => (X: s.Value, Y: at[s.At])).ToList();
        if (pairs.Count < FewestSamples) return 1;
        var (x, y) = (pairs.Average(p => p.X), pairs.Average(p => p.Y));
        var product = pairs.Sum(p => (p.X - x) * (p.Y - y));
        var spread = Math.Sqrt(pairs.Sum(p => (p.X - x) * (p.X - x)) * pairs.Sum(p => (p.Y - y) * (p.Y - y)));
        return spread == 0 ? 0 : product / spread;
    }
}
