using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class AdmissionDetectorsTests
{
    [Theory]
    [InlineData("pods=1, used: pods=4, limited: pods=4", CauseCode.NamespacePodQuotaExceeded)]
    [InlineData("requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4", CauseCode.NamespaceCpuQuotaExceeded)]
    [InlineData("limits.memory=1Gi, used: limits.memory=4Gi, limited: limits.memory=4Gi", CauseCode.NamespaceMemoryQuotaExceeded)]
    [InlineData("requests.example.com/gpu=1, used: requests.example.com/gpu=1, limited: requests.example.com/gpu=1", CauseCode.NamespaceObjectQuotaExceeded)]
    public void The_exceeded_resource_decides_the_code(string resources, CauseCode code)
    {
        Refused($"Error creating: pods \"web-1\" is forbidden: exceeded quota: team, requested: {resources}").ShouldFind(code, TestCluster.Namespace);
    }

    [Fact]
    public void A_quota_that_wants_requests_stated_is_the_cause()
    {
        Refused("Error creating: pods \"web-1\" is forbidden: failed quota: team: must specify limits.memory for: main")
            .ShouldFind(CauseCode.NamespaceMemoryQuotaExceeded, TestCluster.Namespace);
    }

    [Fact]
    public void A_full_quota_explains_a_service_that_others_call_and_that_is_not_there()
    {
        new TestCluster()
            .Deployment("stock").Pod("stock", States.Ready)
            .Healthy("web", podSpec: "{'containers':[{'name':'main','image':'i','env':[{'name':'STOCK','value':'stock:8080'}]}]}")
            .Add("resourcequotas", "ResourceQuota", "team", "{'status':{'hard':{'services':'1'},'used':{'services':'1'}}}")
            .ShouldFind(CauseCode.NamespaceServiceQuotaExceeded, TestCluster.Namespace);
    }

    [Fact]
    public void A_quota_on_storage_explains_a_claim_that_is_not_there()
    {
        new TestCluster()
            .Deployment("db", "{'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'db-data'}}]}")
            .Pod("db", States.Unscheduled, node: null)
            .PodEvent("db", "FailedScheduling", "0/1 nodes are available: persistentvolumeclaim \"db-data\" not found.")
            .Add("resourcequotas", "ResourceQuota", "team", "{'status':{'hard':{'requests.storage':'1Gi'},'used':{'requests.storage':'1Gi'}}}")
            .ShouldFind(CauseCode.NamespaceStorageQuotaExceeded, TestCluster.Namespace);
    }

    [Fact]
    public void A_missing_service_account_is_the_cause()
    {
        var web = new TestCluster().Deployment("web", "{'serviceAccountName':'robot'}");
        web.Event("ReplicaSet", "web-7d4b9c", "FailedCreate", "Error creating: pods \"web-\" is forbidden: error looking up service account shop/robot: serviceaccount \"robot\" not found")
            .ShouldFind(CauseCode.ServiceAccountMissing, "web");
    }

    [Fact]
    public void A_service_account_that_came_a_moment_later_is_no_cause()
    {
        new TestCluster().Healthy("web", podSpec: "{'serviceAccountName':'robot'}")
            .Add("serviceaccounts", "ServiceAccount", "robot", "{}")
            .Event("ReplicaSet", "web-7d4b9c", "FailedCreate", "Error creating: pods \"web-\" is forbidden: error looking up service account shop/robot: serviceaccount \"robot\" not found")
            .ShouldNotFind(CauseCode.ServiceAccountMissing);
    }

    [Theory]
    [InlineData("Internal error occurred: failed calling webhook \"check.example.org\": no endpoints available", CauseCode.AdmissionWebhookUnavailable)]
    [InlineData("admission webhook \"check.example.org\" denied the request: no owner label", CauseCode.AdmissionWebhookRejected)]
    [InlineData("pods \"web-1\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true", CauseCode.PodSecurityViolation)]
    [InlineData("pods \"web-1\" is forbidden: maximum cpu usage per Container is 1, but limit is 2", CauseCode.LimitRangeViolation)]
    public void The_refusal_decides_the_code(string message, CauseCode code)
    {
        Refused("Error creating: " + message).ShouldFind(code, "web");
    }

    [Fact]
    public void The_trouble_began_with_the_first_refusal_and_not_with_the_workload() =>
        Refused("Error creating: Internal error occurred: failed calling webhook \"check.example.org\": no endpoints available")
            .ShouldFind(CauseCode.AdmissionWebhookUnavailable, "web").Finding.Since.ShouldBe(TestCluster.Now.AddMinutes(-4));

    private static TestCluster Refused(string message) =>
        new TestCluster().Deployment("web").Event("ReplicaSet", "web-7d4b9c", "FailedCreate", message);
}
