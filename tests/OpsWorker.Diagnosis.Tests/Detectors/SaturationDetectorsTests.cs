using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class SaturationDetectorsTests
{
    private const double MiB = 1024 * 1024;

    [Fact]
    public void Memory_that_rises_to_the_limit_is_the_cause() => Memory(60, 98).ShouldFind(CauseCode.MemoryPressure, "web");

    [Theory]
    [InlineData(95, 97)]
    [InlineData(40, 80)]
    public void Memory_that_was_always_near_the_limit_or_stays_away_from_it_is_no_cause(double before, double after) =>
        Memory(before, after).ShouldNotFind(CauseCode.MemoryPressure);

    [Fact]
    public void The_page_cache_fills_a_limit_without_harm() => Memory(60, 100, "container_memory_usage_bytes").ShouldNotFind(CauseCode.MemoryPressure);

    [Fact]
    public void Without_a_limit_there_is_nothing_to_be_near() =>
        new TestCluster().Healthy("web").Series("container_memory_working_set_bytes", Pod("web"), Step(60 * MiB, 900 * MiB)).ShouldNotFind(CauseCode.MemoryPressure);

    [Fact]
    public void A_container_that_was_killed_for_memory_is_no_longer_near_its_limit() =>
        new TestCluster().Deployment("web", Limited).Pod("web", States.Restarted(137, "OOMKilled"))
            .Series("container_memory_working_set_bytes", Pod("web"), Step(60 * MiB, 98 * MiB)).ShouldFind(CauseCode.OutOfMemory, "web");

    [Fact]
    public void One_measurement_counts_where_the_alert_names_the_workload()
    {
        var cluster = new TestCluster().Healthy("web", podSpec: Limited)
            .Series("container_memory_usage", $"{{'namespace':'shop','pod':'{TestCluster.PodName("web")}','container':'main','unit':'bytes'}}", 97 * MiB);

        cluster.ShouldFind(CauseCode.MemoryPressure, "web", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" });
        cluster.ShouldNotFind(CauseCode.MemoryPressure);
    }

    [Fact]
    public void A_disk_that_came_to_be_busy_all_the_time_is_the_cause() =>
        Disk("node_disk_io_time_seconds_total", "{'node':'worker-a','device':'sda'}", 0.2, 0.99).ShouldFind(CauseCode.DiskSaturation, "worker-a");

    [Fact]
    public void A_workload_that_came_to_wait_for_its_disk_is_the_cause() =>
        Disk("container_pressure_io_waiting_seconds_total", Pod("web"), 0.05, 0.7).ShouldFind(CauseCode.DiskSaturation, "web");

    [Theory]
    [InlineData(0.8, 0.95)]
    [InlineData(0.1, 0.6)]
    public void A_disk_that_was_always_busy_or_has_time_left_is_no_cause(double before, double after) =>
        Disk("node_disk_io_time_seconds_total", "{'node':'worker-a'}", before, after).ShouldNotFind(CauseCode.DiskSaturation);

    [Fact]
    public void A_full_disk_is_not_a_busy_one() =>
        new TestCluster(withNode: false).Node("worker-a", conditions: "[{'type':'DiskPressure','status':'True','message':'kubelet has disk pressure'}]")
            .Deployment("web").Pod("web", States.NotReady).ShouldFind(CauseCode.NodeDiskPressure, "worker-a");

    private const string Limited = "{'containers':[{'name':'main','image':'i','ports':[{'containerPort':8080}],'resources':{'limits':{'memory':'100Mi'}}}]}";

    private static TestCluster Memory(double before, double after, string name = "container_memory_working_set_bytes") =>
        new TestCluster().Healthy("web", podSpec: Limited).Series(name, Pod("web"), Step(before * MiB, after * MiB));

    private static TestCluster Disk(string name, string labels, double before, double after) =>
        new TestCluster().Healthy("web").Series(name, labels, Counter(Step(before, after)));

    private static string Pod(string name) => $"{{'namespace':'shop','pod':'{TestCluster.PodName(name)}','unit':'bytes'}}";

    // Eleven samples before the trouble begins, and thirteen since.
    private static double[] Step(double before, double after) => [.. Enumerable.Repeat(before, 11), .. Enumerable.Repeat(after, 13)];

    // A counter of which these are the shares of each half minute.
    private static double[] Counter(double[] shares)
    {
        var sum = 1000.0;
        return [.. shares.Select(s => sum += 30 * s)];
    }
}
