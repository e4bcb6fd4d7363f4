using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class PerformanceDetectorsTests
{
    [Fact]
    public void Use_of_CPU_that_rises_to_the_limit_is_the_cause() =>
        Measured("container_cpu_usage_cores", 0.05, 0.49).ShouldFind(CauseCode.CpuSaturation, "web");

    [Fact]
    public void Throttling_that_rises_without_use_is_the_limits() =>
        Measured("container_cpu_throttled_ratio", 0.01, 0.6).ShouldFind(CauseCode.CpuThrottling, "web");

    [Fact]
    public void Throttling_that_was_there_before_is_no_cause() =>
        Measured("container_cpu_throttled_ratio", 0.5, 0.6).ShouldNotFind(CauseCode.CpuThrottling);

    [Fact]
    public void Use_of_CPU_that_rises_far_below_the_limit_is_no_cause() =>
        Measured("container_cpu_usage_cores", 0.05, 0.2).ShouldNotFind(CauseCode.CpuSaturation);

    [Fact]
    public void A_workload_whose_calls_and_callers_became_slow_has_a_slow_network() =>
        Chain().Series("latency_p50", "{'service':'api','unit':'seconds'}", Step(0.01, 0.8))
            .Series("latency_p50", "{'service':'edge','unit':'seconds'}", Step(0.02, 0.8))
            .Series("latency_p50", "{'service':'other','unit':'seconds'}", Step(0.01, 0.01))
            .Diagnose().Causes.ShouldContain(c => c.Finding.Cause == CauseCode.NetworkDelay);

    [Fact]
    public void Latency_that_a_saturated_CPU_explains_is_not_the_networks() =>
        Chain().Series("latency_p50", "{'service':'api','unit':'seconds'}", Step(0.01, 0.8))
            .Series("container_cpu_usage_cores", $"{{'namespace':'shop','pod':'{TestCluster.PodName("api")}'}}", Step(0.05, 0.49))
            .ShouldNotFind(CauseCode.NetworkDelay);

    [Fact]
    public void Latency_as_it_always_was_is_no_cause() =>
        Chain().Series("latency_p50", "{'service':'api','unit':'seconds'}", Step(0.8, 0.8)).ShouldNotFind(CauseCode.NetworkDelay);

    private static TestCluster Measured(string name, double before, double after) => Limited("web")
        .Series(name, $"{{'namespace':'shop','pod':'{TestCluster.PodName("web")}'}}", Step(before, after));

    private static TestCluster Chain() => Limited("api").Healthy("edge").Healthy("other").Call("edge", "api");

    private static TestCluster Limited(string name) => new TestCluster()
        .Healthy(name, podSpec: "{'containers':[{'name':'main','image':'i','ports':[{'containerPort':8080}],'resources':{'limits':{'cpu':'500m'}}}]}");

    // Eleven samples before the trouble begins, and thirteen since.
    private static double[] Step(double before, double after) => [.. Enumerable.Repeat(before, 11), .. Enumerable.Repeat(after, 13)];
}
