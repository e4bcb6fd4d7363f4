using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class KernelSettingDetectorTests
{
    private const string TooLow = "[1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]";
    private const string Advice =
        "# WARNING Memory overcommit must be enabled! Add 'vm.overcommit_memory = 1' to /etc/sysctl.conf, it must be 1";

    // A setting for which the program ends; one that it only advises.
    internal static Contrast Contrast =>
        new(nameof(KernelSettingDetector), CauseCode.NodeKernelSettingWrong, Crashing(TooLow), Crashing(Advice));

    [Theory]
    [InlineData(TooLow, "vm.max_map_count")]
    [InlineData("fatal: kernel.shmmax must be at least 1073741824", "kernel.shmmax")]
    [InlineData("Error: ENOSPC: System limit for number of file watchers reached, watch '/app'", "fs.inotify.max_user_watches")]
    [InlineData("failed to create inotify instance: too many open files", "fs.inotify.max_user_instances")]
    public void The_setting_of_the_node_is_named(string line, string setting) =>
        Crashing(line).ShouldFindAnd(CauseCode.NodeKernelSettingWrong, "worker-a").Causes[0].Finding.Summary.ShouldContain(setting);

    [Fact]
    public void It_explains_the_crash_that_it_makes() =>
        Crashing(TooLow).ShouldFindAnd(CauseCode.NodeKernelSettingWrong, "worker-a").Causes.ShouldHaveSingleItem();

    [Fact]
    public void Where_several_nodes_are_concerned_the_workload_is_named() =>
        new TestCluster().Node("worker-b").Deployment("web", replicas: 2)
        .Pod("web", States.Crashing()).Pod("web", States.Crashing(), "worker-b", 2).Logs("web", TooLow)
        .ShouldFind(CauseCode.NodeKernelSettingWrong, "web");

    [Fact]
    public void A_property_of_the_application_is_no_setting_of_the_kernel() =>
        Crashing("Invalid value: server.max_threads [2] is too low").ShouldNotFind(CauseCode.NodeKernelSettingWrong);

    [Fact]
    public void A_container_that_works_lives_with_the_setting() =>
        Web(States.Ready).Logs("web", TooLow).ShouldNotFind(CauseCode.NodeKernelSettingWrong);

    private static TestCluster Crashing(string line) => Web(States.Crashing()).Logs("web", line);
}
