using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>What a time series measures, as far as diagnosis knows it.</summary>
internal enum Measure
{
    Latency,
    Cpu,
    Throttling,
    Memory,
    DiskBusy,
    Retransmissions,
    DroppedPackets,
}

/// <summary>How a time series changed with the alert, judged against its own earlier behaviour.</summary>
/// <param name="Series">The series.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Owner">Whose it is: a workload or a node.</param>
/// <param name="Before">The highest value before the alert.</param>
/// <param name="Usual">The usual value before the alert: the median.</param>
/// <param name="Peak">The mean of the three highest values since; milliseconds, cores, bytes, a share of the
/// time, or events a second.</param>
internal sealed record SeriesShift(TimeSeries Series, Measure Measure, ObjectReference Owner, double Before, double Usual, double Peak)
{
    // With fewer on a side one outlier is the rule.
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
        var begin = Onset(context);
        foreach (var series in context.State.Series)
        {
            if (MeasureOf(series.Name) is not { } measure || OwnerOf(series, context) is not { } owner) continue;
            var values = Rates(series).ToList();
            var scale = Scale(series);
            var before = values.Where(s => s.At < begin).Select(s => s.Value * scale).Order().ToList();
            var since = values.Where(s => s.At >= begin).Select(s => s.Value * scale).OrderDescending().ToList();
            if (before.Count < FewestSamples || since.Count < FewestSamples) continue;
            yield return new SeriesShift(series, measure, owner, before[^1], before[before.Count / 2], since.Take(3).Average());
        }
    }

    // The slowest requests show when it began; a rule that waits fires later, at times when all is over again.
    private static DateTimeOffset Onset(DiagnosisContext context)
    {
        var fired = context.Scope.StartsAt - s_margin;
        var slowest = context.State.Series.Where(s => MeasureOf(s.Name) == Measure.Latency && s.Samples.Count > 0)
            .Select(s => (Samples: s.Samples.Where(x => double.IsFinite(x.Value)).ToList(), Scale: Scale(s)))
            .Where(s => s.Samples.Count > 0).OrderByDescending(s => s.Samples.Max(x => x.Value) * s.Scale).FirstOrDefault();
        return slowest.Samples is { } samples && ChangePoint.Of(samples, context.Scope.StartsAt) is { } began && began < fired ? began : fired;
    }

    /// <summary>Quotes what is measured.</summary>
    public Citation Quote() => Cite.Series(Series);

    /// <summary>What a metric measures; null for what diagnosis does not know.</summary>
    public static Measure? MeasureOf(string name)
    {
        if (name.Contains("throttl", StringComparison.Ordinal) && !name.Contains("periods", StringComparison.Ordinal)) return Measure.Throttling;
        if (name.Contains("retrans", StringComparison.OrdinalIgnoreCase)) return Measure.Retransmissions;
        if (name.Contains("packets_dropped", StringComparison.Ordinal)) return Measure.DroppedPackets;
        if (name.StartsWith("container_cpu_usage", StringComparison.Ordinal)) return Measure.Cpu;
        if (IsMemory(name)) return Measure.Memory;
        if (IsDiskBusy(name)) return Measure.DiskBusy;
        var latency = name.Contains("latency", StringComparison.Ordinal) || name.Contains("duration", StringComparison.Ordinal);
        return latency && !s_noLatency.Any(p => name.EndsWith(p, StringComparison.Ordinal) || name.StartsWith(p, StringComparison.Ordinal)) ? Measure.Latency : null;
    }

    // The parts of a histogram are counters; and the time of a scrape or of a collection of garbage is nobody's request.
    private static readonly string[] s_noLatency = ["_count", "_bucket", "_sum", "_created", "scrape_", "go_gc_", "jvm_gc_", "prometheus_"];

    // What the kernel cannot take back: the working set, as cAdvisor and metrics.k8s.io report it. The whole use of a
    // cgroup (container_memory_usage_bytes) holds the page cache too, which fills any limit without doing harm.
    private static bool IsMemory(string name) => name is "container_memory_working_set_bytes" or "container_memory_usage";

    // node_exporter's time that a device had work, and the kernel's time in which something waited for I/O (PSI), as
    // node_exporter and cAdvisor report it; both are seconds in a second. A utilisation may be in per cent.
    private static bool IsDiskBusy(string name) =>
        name is "node_disk_io_time_seconds_total" or "node_pressure_io_waiting_seconds_total" or "container_pressure_io_waiting_seconds_total"
        || (name.Contains("disk", StringComparison.Ordinal) && name.Contains("utili", StringComparison.Ordinal));

    // Latencies are compared in milliseconds, shares as parts of one.
    private static double Scale(TimeSeries series) =>
        series.Labels.GetValueOrDefault("unit") == "percent" ? 0.01 :
        series.Labels.GetValueOrDefault("unit") == "seconds" && MeasureOf(series.Name) == Measure.Latency
        || series.Name.EndsWith("_seconds", StringComparison.Ordinal) ? 1000 : 1;

    // Counters only ever grow; their rate is what can be compared.
    private static IEnumerable<Sample> Rates(TimeSeries series)
    {
        var finite = series.Samples.Where(s => double.IsFinite(s.Value));
        if (!series.Name.EndsWith("_total", StringComparison.Ordinal)) return finite;
        return finite.Zip(finite.Skip(1), (a, b) => new Sample(b.At, Math.Max(0, b.Value - a.Value) / Math.Max(1, (b.At - a.At).TotalSeconds)));
    }

    /// <summary>Whose a series is: a workload or a node; null where its labels do not tell.</summary>
    public static ObjectReference? OwnerOf(TimeSeries series, DiagnosisContext context)
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
