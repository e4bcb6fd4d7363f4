using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class DependencyDetectorTests
{
    private const string Lost = "Mon Mar 2 09:57:24 UTC 2026 ERROR: Database connection failed after 3 retries";
    private static readonly Dictionary<string, string> s_named = new() { ["namespace"] = "shop", ["deployment"] = "web" };

    // What is said to the end; what was said and is over.
    internal static Contrast Contrast => new(nameof(DependencyDetector), CauseCode.DependencyUnavailable,
        Web(Lost, Lost, Lost, Lost, Lost),
        Web(Lost, Lost, Lost, Lost, Lost, "connected", "GET / 200", "GET / 200", "GET / 200", "GET / 200"));

    [Theory]
    [InlineData("""{"level":50,"time":1772445300000,"msg":"upstream ledger is not responding"}""")]
    [InlineData("""level=error ts=2026-03-02T09:57:24Z msg="peer is down" """)]
    [InlineData("E0302 09:57:24.000000       1 sync.go:71] broker unreachable")]
    [InlineData("%3|1772445300.120|FAIL|rdkafka#producer-1| Connection to broker lost")]
    [InlineData("fail: Shop.Cart[0] Could not connect to the cache")]
    public void Programs_word_it_themselves(string line) =>
        Web(line, line, line).ShouldFindAnd(CauseCode.DependencyUnavailable, "web", s_named).Causes[0].Confidence.ShouldBeLessThan(0.7);

    [Theory]
    [InlineData("INFO Database connection failed over to the replica")]
    [InlineData("ERROR order 17 has no customer")]
    public void What_is_no_error_or_of_nothing_else_is_left_alone(string line) =>
        Web(line, line, line, line, line).ShouldNotFind(CauseCode.DependencyUnavailable);

    [Fact]
    public void A_few_lines_of_a_workload_that_the_alert_does_not_name_mean_nothing() =>
        Web(Lost, Lost, Lost).ShouldNotFind(CauseCode.DependencyUnavailable);

    private static TestCluster Web(params string[] lines) => new TestCluster().Healthy("web").Logs("web", lines);
}
