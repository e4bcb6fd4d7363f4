using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Facts;

/// <summary>Recordings of kubectl's text have the column STATUS in place of the containers' statuses.</summary>
public sealed class StatusColumnTests
{
    [Fact]
    public void A_crash_loop_gets_the_line_of_its_log_whatever_its_container_is_called() =>
        Web("CrashLoopBackOff").Logs("web", "Exception in thread \"main\" java.lang.StackOverflowError")
            .ShouldFindAnd(CauseCode.ApplicationCrash, "web").Causes[0].Finding.Summary.ShouldContain("StackOverflowError");

    [Fact]
    public void A_crash_loop_without_a_log_quotes_the_column() => Web("CrashLoopBackOff")
        .ShouldFindAnd(CauseCode.ApplicationCrash, "web").Causes[0].Finding.Citations.ShouldContain(c => c.Field == "status.reason");

    [Theory]
    [InlineData("Running")]
    [InlineData("Completed")]
    public void Other_words_of_the_column_are_no_reasons_to_wait(string status) => Web(status).Diagnose().Causes.ShouldBeEmpty();

    private static TestCluster Web(string status) => new TestCluster().Deployment("web").Add("pods", "Pod", TestCluster.PodName("web"),
        "{'metadata':{'creationTimestamp':'2026-03-02T09:50:00Z',"
        + "'ownerReferences':[{'kind':'ReplicaSet','name':'web-7d4b9c','controller':true}]},'spec':{'nodeName':'worker-a'},"
        + $"'status':{{'phase':'Running','reason':'{status}','conditions':[{{'type':'Ready','status':'False'}}]}}}}");
}
