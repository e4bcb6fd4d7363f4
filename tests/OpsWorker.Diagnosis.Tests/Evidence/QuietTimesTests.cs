using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Evidence;

public sealed class QuietTimesTests
{
    private const string Line = "2026-03-02T09:58:01Z ERROR Access denied for user 'front'@'10.1.0.9' (using password: YES)";

    private static readonly string s_fingerprint = Fingerprint.OfLine(TestCluster.Namespace, TestCluster.PodName("front"), Line);

    [Fact]
    public void What_was_said_for_days_while_nothing_fired_began_then_and_explains_less()
    {
        var fresh = Named(Cluster());
        var standing = Named(Cluster().Seen(s_fingerprint, TimeSpan.FromDays(3)));

        standing.Finding.Since.ShouldBe(TestCluster.Now - TimeSpan.FromDays(3));
        standing.Finding.Summary.ShouldEndWith(" It has been so since 2026-02-27 10:00Z, also while nothing fired.");
        standing.Confidence.ShouldBeLessThan(fresh.Confidence - 0.2);
    }

    [Fact]
    public void Another_pod_of_the_workload_and_other_numbers_are_the_same_message() =>
        Fingerprint.OfLine("shop", "front-77c9f8d6b-x2x2x", "2026-02-27T01:00:00Z ERROR Access denied for user 'front'@'10.3.0.1' (using password: YES)")
            .ShouldBe(Fingerprint.OfLine("shop", "front-5d4b9c7f8-a1b2c", Line));

    [Theory]
    [InlineData("shop", "basket-7d4b9c-00001", Line)]
    [InlineData("other", "front-7d4b9c-00001", Line)]
    [InlineData("shop", "front-7d4b9c-00001", "2026-03-02T09:58:01Z ERROR Access denied for user 'admin'@'10.1.0.9' (using password: YES)")]
    public void Another_workload_namespace_or_name_is_another_message(string ns, string pod, string line) =>
        Fingerprint.OfLine(ns, pod, line).ShouldNotBe(s_fingerprint);

    [Theory]
    [InlineData(40, 9)]
    [InlineData(4000, 2)]
    public void A_message_that_is_new_or_was_hardly_ever_seen_dates_nothing(int minutes, int count) =>
        Named(Cluster().Seen(s_fingerprint, TimeSpan.FromMinutes(minutes), count)).Finding.Summary.ShouldNotContain("It has been so since");

    private static TestCluster Cluster() => new TestCluster().Healthy("front").Logs("front", Line, Line);

    private static RankedCause Named(TestCluster cluster) =>
        cluster.ShouldFind(CauseCode.DatabaseCredentialsInvalid, "front", new() { ["namespace"] = TestCluster.Namespace, ["service"] = "front" });
}
