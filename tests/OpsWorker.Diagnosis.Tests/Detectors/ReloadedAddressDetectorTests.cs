using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ReloadedAddressDetectorTests
{
    private const string Change = "10:05:00 [CONFIG] database db-b.internal:5432 (was: db-a.internal:5432)";
    private const string Refused = "10:05:01 [ERROR] connection refused (db-b.internal:5432)";

    // The new address fails; another one does.
    internal static Contrast Contrast => new(nameof(ReloadedAddressDetector), CauseCode.ServiceAddressWrong,
        Web(Change, Refused), Web(Change, Refused.Replace("db-b", "db-c", StringComparison.Ordinal)));

    [Theory]
    [InlineData(Change)]
    [InlineData("INFO setting db.url changed from db-a.internal:5432 to db-b.internal:5432")]
    [InlineData("reloaded: db-a.internal:5432 -> db-b.internal:5432")]
    public void Both_addresses_are_in_the_headline(string change)
    {
        var summary = Web(change, Refused).ShouldFindAnd(CauseCode.ServiceAddressWrong, "web").Causes[0].Finding.Summary;

        summary.ShouldContain("db-b.internal:5432 in place of db-a.internal:5432");
    }

    [Fact]
    public void What_failed_before_the_change_is_not_its_effect() => new TestCluster().Healthy("web")
        .Logs("web", Refused, Refused, Refused, Change).ShouldNotFind(CauseCode.ServiceAddressWrong);

    [Fact]
    public void A_log_that_is_full_of_errors_is_read_further_back()
    {
        var lines = Enumerable.Repeat(Refused, 400).Prepend(Change).ToArray();
        var cluster = new TestCluster().Healthy("web").Logs("web", lines);

        cluster.ShouldFind(CauseCode.ServiceAddressWrong, "web", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" });
    }

    private static TestCluster Web(string change, string failure) =>
        new TestCluster().Healthy("web").Logs("web", "started", change, failure, failure, failure);
}
