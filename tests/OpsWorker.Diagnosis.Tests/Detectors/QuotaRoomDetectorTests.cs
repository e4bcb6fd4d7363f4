using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class QuotaRoomDetectorTests
{
    private const string Spec =
        "{'containers':[{'name':'main','image':'example.org/app:1','resources':{'requests':{'cpu':'500m','memory':'64Mi'}}}]}";
    private const string Failed = "{'conditions':[{'type':'ReplicaFailure','status':'True','reason':'FailedCreate'}]}";

    internal static Contrast Contrast => new(
        "QuotaRoomDetector", CauseCode.NamespaceCpuQuotaExceeded,
        WithQuota("requests.cpu", "2", "1800m"), WithQuota("requests.cpu", "2", "1"));

    [Theory]
    [InlineData("requests.cpu", "2", "1800m", CauseCode.NamespaceCpuQuotaExceeded)]
    [InlineData("memory", "1Gi", "1000Mi", CauseCode.NamespaceMemoryQuotaExceeded)]
    [InlineData("pods", "10", "10", CauseCode.NamespacePodQuotaExceeded)]
    public void A_quota_without_room_for_a_pod_that_is_missing_is_the_cause_without_any_event(
        string resource, string hard, string used, CauseCode code) =>
        WithQuota(resource, hard, used).Diagnose().Causes[0].Finding.Cause.ShouldBe(code);

    [Fact]
    public void A_quota_with_room_is_not() => WithQuota("requests.cpu", "2", "1").Diagnose().Causes.ShouldBeEmpty();

    [Fact]
    public void A_full_quota_that_no_missing_pod_needs_is_not() =>
        new TestCluster().Healthy("web").Add("resourcequotas", "ResourceQuota", "limits", Quota("pods", "1", "1"))
            .Diagnose().Causes.ShouldBeEmpty();

    private static TestCluster WithQuota(string resource, string hard, string used) => new TestCluster()
        .Deployment("web", Spec, status: Failed).Add("resourcequotas", "ResourceQuota", "limits", Quota(resource, hard, used));

    private static string Quota(string resource, string hard, string used) =>
        $"{{'spec':{{'hard':{{'{resource}':'{hard}'}}}},'status':{{'hard':{{'{resource}':'{hard}'}},'used':{{'{resource}':'{used}'}}}}}}";
}
