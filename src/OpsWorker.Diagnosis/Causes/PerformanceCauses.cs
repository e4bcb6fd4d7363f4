using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Performance: load and latency.</summary>
internal static class PerformanceCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(
            CauseCode.CpuSaturation,
            CauseLayer.Performance,
            "`kubectl top pods` shows a workload at the CPU that it has; its requests are slow."),
        new(CauseCode.CpuThrottling, CauseLayer.Performance, "Requests are slow, and container_cpu_cfs_throttled_periods_total grows."),
        new(CauseCode.MemoryPressure, CauseLayer.Performance, "`kubectl top pods` shows a container close to its memory limit."),
        new(
            CauseCode.NetworkDelay,
            CauseLayer.Performance,
            "Requests to and from one workload are slow, and its CPU is idle.",
            ShownByClients: true),
        new(
            CauseCode.NetworkLoss,
            CauseLayer.Performance,
            "Requests to and from one workload are slow or fail; retransmissions grow.",
            ShownByClients: true),
        new(CauseCode.DiskSaturation, CauseLayer.Performance, "A workload or node waits for its disk."),
    ];
}
