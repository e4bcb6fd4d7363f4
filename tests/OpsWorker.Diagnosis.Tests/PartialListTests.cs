using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

/// <summary>What a list that was cut does not show is not concluded to be absent.</summary>
public sealed class PartialListTests
{
    private const string Ready3 = "{'replicas':3,'readyReplicas':3}";

    [Fact]
    public void Pods_that_were_not_read_are_not_missing()
    {
        Of3(Ready3).Cut("pods").Diagnose().Causes.ShouldBeEmpty();
        Of3("{'replicas':1,'readyReplicas':1}").ShouldFind(CauseCode.NamespacePodQuotaExceeded, TestCluster.Namespace);
    }

    [Fact]
    public void A_trouble_that_was_read_counts_although_the_list_was_cut() =>
        new TestCluster().Deployment("web", replicas: 3, status: Ready3).Pod("web", States.Crashing(137, "OOMKilled")).Cut("pods")
            .ShouldFind(CauseCode.OutOfMemory, "web");

    [Fact]
    public void Pods_that_were_not_read_and_that_warnings_are_about_are_asked_for()
    {
        var cluster = new TestCluster().Deployment("web", replicas: 3, status: "{'replicas':3,'readyReplicas':2}").Pod("web", States.Ready).Cut("pods")
            .PodEvent("web", "BackOff", "Back-off restarting failed container", number: 3);
        cluster.Diagnose();

        cluster.State.Evidence.Values.Select(e => e.Result.Query).ShouldContain(q => q.Verb == QueryVerb.Get && q.Name == TestCluster.PodName("web", 3));
        cluster.Rounds.ShouldBe(2);
    }

    [Theory]
    [InlineData("secrets")]
    [InlineData("configmaps")]
    public void A_reference_is_not_dangling_for_a_list_that_was_cut(string resource)
    {
        Waiting(resource).ShouldFind(resource == "secrets" ? CauseCode.SecretMissing : CauseCode.ConfigMapMissing, "web");
        Waiting(resource).Cut(resource).Diagnose().Causes.ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_is_not_judged_by_some_of_the_volumes()
    {
        Claiming().ShouldFind(CauseCode.PvcCapacityMismatch, "web");
        Claiming().Cut("persistentvolumes").ShouldNotFind(CauseCode.PvcCapacityMismatch);
    }

    [Fact]
    public void A_policy_that_was_not_read_may_allow_the_connection()
    {
        Isolated().ShouldFind(CauseCode.NetworkPolicyBlocks, "none");
        Isolated().Cut("networkpolicies").ShouldNotFind(CauseCode.NetworkPolicyBlocks);
    }

    // Its event is from before its pods were made.
    private static TestCluster Of3(string status) => new TestCluster().Deployment("web", replicas: 3, status: status).Pod("web", States.Ready)
        .Event("ReplicaSet", "web-7d4b9c", "FailedCreate", "pods \"web-7d4b9c-x\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1");

    private static TestCluster Waiting(string resource)
    {
        var source = resource == "secrets" ? "secretRef" : "configMapRef";
        return new TestCluster().Deployment("web", $"{{'containers':[{{'name':'main','image':'i','envFrom':[{{'{source}':{{'name':'keys'}}}}]}}]}}")
            .Pod("web", States.Waiting("CreateContainerConfigError"));
    }

    private static TestCluster Claiming() => new TestCluster()
        .Deployment("web", "{'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]}").Pod("web", States.Unscheduled, node: null)
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
            "{'spec':{'storageClassName':'','accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'2Gi'}}},'status':{'phase':'Pending'}}")
        .Add("persistentvolumes", "PersistentVolume", "small",
            "{'spec':{'capacity':{'storage':'1Gi'},'accessModes':['ReadWriteOnce']},'status':{'phase':'Available'}}", ns: null);

    private static TestCluster Isolated() => new TestCluster().Healthy("db", 3306)
        .Healthy("web", podSpec: "{'containers':[{'name':'main','image':'i','env':[{'name':'DB','value':'db:3306'}]}]}")
        .Logs("web", "connect: connection timed out", "connect: connection timed out")
        .Add("networkpolicies", "NetworkPolicy", "none", "{'spec':{'podSelector':{'matchLabels':{'app':'db'}},'policyTypes':['Ingress']}}");
}
