using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Performance;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>What is measured.</summary>
internal static class LoadContrasts
{
    private static readonly string s_pod = $"{{'namespace':'shop','pod':'{TestCluster.PodName("web")}'}}";

    public static IEnumerable<Contrast> All =>
    [
        // Use of CPU that rises to the limit; throttling that was always there.
        new(nameof(CpuDetector), CauseCode.CpuSaturation,
            Limited().Series("container_cpu_usage_cores", s_pod, Step(0.05, 0.49)), Limited().Series("container_cpu_throttled_ratio", s_pod, Step(0.5, 0.6))),
        // A working set that rises to the limit; one that was always near it.
        new(nameof(MemoryDetector), CauseCode.MemoryPressure,
            Limited().Series("container_memory_working_set_bytes", s_pod, Step(60e6, 98e6)), Limited().Series("container_memory_working_set_bytes", s_pod, Step(95e6, 98e6))),
        // A disk that came to be busy; one that works as every night.
        new(nameof(DiskDetector), CauseCode.DiskSaturation, Disk(Step(0.2, 0.99)), Disk(Step(0.9, 0.99))),
        // Packets that are sent again since the alert; packets that always were.
        new(nameof(NetworkDetector), CauseCode.NodeNetworkLoss, Resent(Step(0.1, 8)), Resent(Step(7, 8))),
    ];

    private static TestCluster Limited() => new TestCluster().Healthy("web", podSpec: Spec("'resources':{'limits':{'cpu':'500m','memory':'100M'}}"));

    private static TestCluster Disk(double[] shares) => new TestCluster().Healthy("web").Series("node_disk_utilisation", "{'node':'worker-a'}", shares);

    private static TestCluster Resent(double[] rates) => new TestCluster().Healthy("web").Series("node_tcp_retransmissions", "{'node':'worker-a'}", rates);
}
