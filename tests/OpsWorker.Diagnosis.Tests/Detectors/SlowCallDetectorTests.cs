using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class SlowCallDetectorTests
{
    private const string Slow = "INFO:app: Database call completed in 8.01 seconds.";
    private const string Fast = "INFO:app: Database call completed in 80 ms.";

    private static readonly Dictionary<string, string> s_latency = new()
    {
        ["alertname"] = "HighLatency",
        ["namespace"] = TestCluster.Namespace,
        ["deployment"] = "web",
    };

    // Calls that take seconds; calls that take milliseconds.
    internal static Contrast Contrast =>
        new(nameof(SlowCallDetector), CauseCode.DependencyUnavailable, Web(Slow), Web(Fast)) { Labels = s_latency };

    [Theory]
    [InlineData("""{"msg":"request to psp.example.net done","duration":"6.92s"}""")]
    [InlineData("level=warn msg=\"slow query\" sql=\"SELECT 1\" took=3120ms")]
    [InlineData("WARN c.e.Orders - call to inventory took 4200 ms")]
    [InlineData("[slow] redis GET finished after 1.8 s")]
    public void Programs_word_it_themselves(string line) => Web(line).ShouldFind(CauseCode.DependencyUnavailable, "web", s_latency);

    [Theory]
    [InlineData("INFO database connection timeout is 30 seconds")]
    [InlineData("INFO GET /checkout took 8.01 seconds")]
    [InlineData("INFO database backup 8 of 12 done")]
    public void What_is_no_duration_of_a_call_is_left_alone(string line) => Web(line).Diagnose(s_latency).Causes.ShouldBeEmpty();

    [Fact]
    public void A_call_that_was_slow_before_is_over() =>
        new TestCluster().Healthy("web").Logs("web", Slow, Slow, Slow, "ready", "ready", "ready", "ready")
            .Diagnose(s_latency).Causes.ShouldBeEmpty();

    [Fact]
    public void An_alert_about_errors_is_not_explained_by_it() =>
        Web(Slow).Diagnose(new(s_latency) { ["alertname"] = "HighErrorRate" }).Causes.ShouldBeEmpty();

    private static TestCluster Web(string line) => new TestCluster().Healthy("web").Logs("web", line, line, line);
}
