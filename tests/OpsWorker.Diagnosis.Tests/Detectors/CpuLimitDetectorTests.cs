using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Performance;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class CpuLimitDetectorTests
{
    private static readonly Dictionary<string, string> s_throttled = new()
    {
        ["alertname"] = "CPUThrottlingHigh",
        ["namespace"] = TestCluster.Namespace,
        ["pod"] = TestCluster.PodName("web"),
        ["container"] = "main",
    };

    // A container with a limit of CPU; one without, which nothing throttles.
    internal static Contrast Contrast =>
        new(nameof(CpuLimitDetector), CauseCode.CpuThrottling, Limited("cpu"), Limited("memory")) { Labels = s_throttled };

    [Fact]
    public void The_limit_is_in_the_headline() => Limited("cpu").ShouldFindAnd(CauseCode.CpuThrottling, "web", s_throttled)
        .Causes[0].Finding.Summary.ShouldContain("limit of CPU is 100m");

    [Fact]
    public void Measurements_decide_where_there_are_some() => Limited("cpu")
        .Series("container_cpu_throttled_ratio", $"{{'namespace':'shop','pod':'{TestCluster.PodName("web")}'}}", Contrast.Step(0.01, 0.01))
        .Diagnose(s_throttled).Causes.ShouldBeEmpty();

    [Fact]
    public void An_alert_about_something_else_does_not_measure_it() => Limited("cpu")
        .Diagnose(new(s_throttled) { ["alertname"] = "KubePodNotReady" }).Causes.ShouldBeEmpty();

    private static TestCluster Limited(string resource) =>
        new TestCluster().Healthy("web", podSpec: Contrast.Spec($"'resources':{{'limits':{{'{resource}':'100m'}}}}"));
}
