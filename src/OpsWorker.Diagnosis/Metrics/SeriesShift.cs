using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>What a time series measures, as far as diagnosis knows it.</summary>
internal enum Measure
{
    Latency,
    Cpu,
    Throttling,
    Retransmissions,
}

/// <summary>How a time series changed with the alert, judged against its own earlier behaviour.</summary>
/// <param name="Series">The series.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Owner">Whose it is: a workload or a node.</param>
/// <param name="Before">The highest value before the alert.</param>
/// <param name="Usual">The usual value before the alert: the median.</param>
/// <param name="Peak">The mean of the three highest values since; milliseconds, cores, or events a second.</param>
internal sealed record SeriesShift(TimeSeries Series, Measure Measure, ObjectReference Owner, double Before, double Usual, double Peak)
{
    private const int FewestSamples = 4;

    // An alert fires some time after the trouble began; the usual behaviour is what lies well before.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(75);

    /// <summary>By how much it rose above its usual value.</summary>
    public double Excess => Peak - Usual;

    /// <summary>Whether it is of the slower requests only: the 90th percentile or a higher one.</summary>
    public bool IsTail => !IsMedian;

    /// <summary>Whether it is of the usual request: the median.</summary>
    public bool IsMedian => Series.Name.Contains("p50", StringComparison.Ordinal) || Series.Labels.GetValueOrDefault("quantile") == "0.5";

    /// <summary>The series of a workload or node that are of a known measure and reach from before the alert to after it.</summary>
    public static IEnumerable<SeriesShift> Of(DiagnosisContext context)
    {
        var begin = context.Scope.StartsAt;
        foreach (var series in context.State.Series)
        {
            if (MeasureOf(series.Name) is not { } measure || OwnerOf(series, context) is not { } owner) continue;
            var values = Rates(series).ToList();
            var scale = Scale(series);
            var before = values.Where(s => s.At < begin - s_margin).Select(s => s.Value * scale).Order().ToList();
            var since = values.Where(s => s.At >= begin - s_margin).Select(s => s.Value * scale).OrderDescending().ToList();
            if (before.Count < FewestSamples || since.Count < FewestSamples) continue;
            yield return new SeriesShift(series, measure, owner, before[^1], before[before.Count / 2], since.Take(3).Average());
        }
    }

    /// <summary>Quotes what is measured.</summary>
    public Citation Quote() => Cite.Series(Series);

    private static Measure? MeasureOf(string name)
    {
        if (name.Contains("throttl", StringComparison.Ordinal) && !name.Contains("periods", StringComparison.Ordinal)) return Measure.Throttling;
        if (name.Contains("retrans", StringComparison.OrdinalIgnoreCase)) return Measure.Retransmissions;
        if (name.StartsWith("container_cpu_usage", StringComparison.Ordinal)) return Measure.Cpu;
        var latency = name.Contains("latency", StringComparison.Ordinal) || name.Contains("duration", StringComparison.Ordinal);
        return latency && !name.EndsWith("_count", StringComparison.Ordinal) && !name.EndsWith("_bucket", StringComparison.Ordinal) ? Measure.Latency : null;
    }

    // Latencies are compared in milliseconds.
    private static double Scale(TimeSeries series) =>
        series.Labels.GetValueOrDefault("unit") == "seconds" && MeasureOf(series.Name) == Measure.Latency
        || series.Name.EndsWith("_seconds", StringComparison.Ordinal) ? 1000 : 1;

    // Counters only ever grow; their rate is what can be compared.
    private static IEnumerable<Sample> Rates(TimeSeries series)
    {
        var finite = series.Samples.Where(s => double.IsFinite(s.Value));
        if (!series.Name.EndsWith("_total", StringComparison.Ordinal)) return finite;
        return finite.Zip(finite.Skip(1), (a, b) => new Sample(b.At, Math.Max(0, b.Value - a.Value) / Math.Max(1, (b.At - a.At).TotalSeconds)));
    }

    private static ObjectReference? OwnerOf(TimeSeries series, DiagnosisContext context)
    {
        var labels = series.Labels;
        if (labels.GetValueOrDefault("pod") is { Length: > 0 } pod
            && context.State.WorkloadOf(new ObjectReference("Pod", labels.GetValueOrDefault("namespace"), pod)) is { } workload)
        {
            return workload;
        }

        foreach (var label in (string[])["workload", "destination_workload", "deployment", "service", "destination_service_name", "app"])
        {
            if (labels.GetValueOrDefault(label) is { } name && context.Dependencies.Named(name).Take(2).ToList() is [var only]) return only.Reference;
        }

        var node = labels.GetValueOrDefault("node") ?? labels.GetValueOrDefault("instance")?.Split(':')[0];
        return context.State.Find<Node>(null, node)?.Reference;
    }
}
