using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Batch;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class StuckTerminatingDetectorTests
{
    private const string LongAgo = "2026-03-02T09:40:00Z";
    private const string JustNow = "2026-03-02T09:58:00Z";
    private static readonly Dictionary<string, string> s_aboutClaim = new() { ["namespace"] = "shop", ["persistentvolumeclaim"] = "data" };

    // A claim whose finalizer stays; one that was deleted a moment ago.
    internal static Contrast Contrast =>
        new(nameof(StuckTerminatingDetector), CauseCode.StuckTerminating, Claim(LongAgo, "'example.org/backup'"),
            Claim(JustNow, "'example.org/backup'"));

    [Fact]
    public void A_finalizer_that_nobody_removes_is_the_cause() =>
        Claim(LongAgo, "'example.org/backup'").ShouldFindAnd(CauseCode.StuckTerminating, "data", s_aboutClaim)
            .Causes[0].Finding.Summary.ShouldContain("example.org/backup");

    [Fact]
    public void What_was_deleted_and_has_no_finalizer_is_left_to_the_API_server() =>
        Claim(LongAgo, "").ShouldNotFind(CauseCode.StuckTerminating);

    [Fact]
    public void A_claim_that_is_held_keeps_a_new_pod_from_a_node()
    {
        const string pod = "{'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]}";
        Claim(LongAgo, "'kubernetes.io/pvc-protection'").Deployment("db", pod).Pod("db", States.Unscheduled, node: null)
            .Diagnose().Causes
            .ShouldContain(c => c.Finding.Cause == CauseCode.StuckTerminating && c.Finding.Affects.Any(a => a.Name == "db"));
    }

    [Fact]
    public void A_pod_whose_node_was_removed_stays() => Going("worker-z").ShouldFind(CauseCode.StuckTerminating, "web");

    [Fact]
    public void A_pod_on_a_silent_node_is_that_nodes_trouble() => new TestCluster(withNode: false)
        .Node("worker-a", ready: "Unknown").Deployment("web").Add("pods", "Pod", "web-7d4b9c-00001", Pod("worker-a"))
        .ShouldNotFind(CauseCode.StuckTerminating);

    [Fact]
    public void Where_the_nodes_are_not_known_completely_none_is_missing() =>
        Going("worker-z").Cut("nodes").ShouldNotFind(CauseCode.StuckTerminating);

    [Fact]
    public void A_kubelet_that_cannot_end_a_container_says_so() => Going("worker-a")
        .Event("Pod", "web-7d4b9c-00001", "FailedKillPod", "error killing pod: context deadline exceeded")
        .ShouldFind(CauseCode.StuckTerminating, "web");

    [Theory]
    [InlineData("True", true)]
    [InlineData("False", false)]
    public void A_namespace_says_what_is_left_in_it(string status, bool found)
    {
        var cluster = new TestCluster().Healthy("web").Add("namespaces", "Namespace", "shop",
            $"{{'metadata':{{'deletionTimestamp':'{LongAgo}'}},"
            + $"'status':{{'phase':'Terminating','conditions':[{{'type':'NamespaceFinalizersRemaining','status':'{status}','message':'"
            + "Some content in the namespace has finalizers remaining: example.org/backup in 1 resource instances'}]}}", ns: null);

        var causes = cluster.Diagnose(new() { ["namespace"] = "shop", ["alertname"] = "KubeNamespaceTerminating" }).Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.StuckTerminating && c.Finding.Object.Kind == "Namespace").ShouldBe(found);
    }

    private static TestCluster Claim(string deleted, string finalizer) =>
        new TestCluster().Healthy("web").Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
        $"{{'metadata':{{'deletionTimestamp':'{deleted}','finalizers':[{finalizer}]}},'status':{{'phase':'Bound'}}}}");

    private static TestCluster Going(string node) => new TestCluster().Deployment("web").Add("pods", "Pod", "web-7d4b9c-00001", Pod(node));

    private static string Pod(string node) =>
        $"{{'metadata':{{'deletionTimestamp':'{LongAgo}',"
        + $"'ownerReferences':[{{'kind':'ReplicaSet','name':'web-7d4b9c','controller':true}}]}},"
        + $"'spec':{{'nodeName':'{node}'}},'status':{States.NotReady}}}";
}
