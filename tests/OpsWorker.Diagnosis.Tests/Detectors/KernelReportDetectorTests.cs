using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class KernelReportDetectorTests
{
    private const string Full = "nf_conntrack: nf_conntrack: table full, dropping packet";

    // The kernel drops packets; it reports something else.
    internal static Contrast Contrast => new(nameof(KernelReportDetector), CauseCode.NodeNetworkLoss,
        Web("ConntrackFull", Full), Web("OOMKilling", "Memory cgroup out of memory: Killed process 4242 (java)"));

    [Theory]
    [InlineData(Full)]
    [InlineData("neighbour: arp_cache: neighbor table overflow!")]
    public void The_kernels_message_is_in_the_headline(string message) =>
        Web("KernelReport", message).ShouldFindAnd(CauseCode.NodeNetworkLoss, "worker-a").Causes[0].Finding.Summary.ShouldContain(message);

    [Fact]
    public void What_the_kernel_reported_yesterday_is_over() => new TestCluster().Healthy("web")
        .Event("Node", "worker-a", "ConntrackFull", Full, minutes: -1500).ShouldNotFind(CauseCode.NodeNetworkLoss);

    private static TestCluster Web(string reason, string message) =>
        new TestCluster().Healthy("web").Event("Node", "worker-a", reason, message);
}
