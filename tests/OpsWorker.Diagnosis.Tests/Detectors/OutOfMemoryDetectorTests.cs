using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class OutOfMemoryDetectorTests
{
    private const string Spec =
        "{'containers':[{'name':'main','image':'example.org/app:1','resources':{'limits':{'memory':'1Gi'}}}]}";

    [Fact]
    public void The_kernel_s_report_of_a_process_as_large_as_the_limit_explains_exit_code_137() =>
        Cluster(1_043_212, minutes: -3).ShouldFind(CauseCode.OutOfMemory, "web");

    [Theory]
    [InlineData(300_000, -3)]
    [InlineData(2_043_212, -3)]
    [InlineData(1_043_212, -40)]
    public void A_process_of_another_size_or_another_time_does_not(int kilobytes, int minutes) =>
        Cluster(kilobytes, minutes).ShouldNotFind(CauseCode.OutOfMemory);

    private static TestCluster Cluster(int kilobytes, int minutes) => new TestCluster()
        .Deployment("web", Spec).Pod("web", States.Crashing(137))
        .Event("Node", "worker-a", "OOMKilling",
            $"Memory cgroup out of memory: Killed process 4312 (java) total-vm:5120000kB, anon-rss:{kilobytes}kB, file-rss:0kB", minutes);
}
