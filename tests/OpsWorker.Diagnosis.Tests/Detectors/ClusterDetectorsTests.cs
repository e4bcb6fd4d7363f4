using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ClusterDetectorsTests
{
    private const string Dns = "{'metadata':{'labels':{'k8s-app':'kube-dns'}},'spec':{'nodeName':'worker-a','containers':[{'name':'coredns','image':'i'}]},'status':";

    [Fact]
    public void An_ingress_to_a_service_that_does_not_exist_is_the_cause() => Ingress("wob", 8080).ShouldFind(CauseCode.IngressBackendMissing, "front");

    [Fact]
    public void An_ingress_to_a_port_that_its_service_lacks_is_the_cause() => Ingress("web", 81).ShouldFind(CauseCode.IngressBackendMissing, "front");

    [Fact]
    public void An_ingress_of_a_class_that_does_not_exist_is_the_cause() =>
        Ingress("web", 8080, "'ingressClassName':'other',").ShouldFind(CauseCode.IngressClassMissing, "front");

    [Fact]
    public void An_ingress_whose_certificate_is_missing_is_the_cause() =>
        Ingress("web", 8080, "'tls':[{'secretName':'front-tls'}],").ShouldFind(CauseCode.TlsSecretMissing, "front");

    [Fact]
    public void An_ingress_is_not_judged_by_what_could_not_be_listed()
    {
        Ingress("wob", 81).Without("services").ShouldNotFind(CauseCode.IngressBackendMissing);
        Ingress("web", 8080, "'tls':[{'secretName':'front-tls'}],").Without("secrets").ShouldNotFind(CauseCode.TlsSecretMissing);
    }

    [Theory]
    [InlineData("MemoryPressure", CauseCode.NodeMemoryPressure)]
    [InlineData("DiskPressure", CauseCode.NodeDiskPressure)]
    [InlineData("PIDPressure", CauseCode.NodePidPressure)]
    [InlineData("NetworkUnavailable", CauseCode.NodeNetworkUnavailable)]
    public void A_node_under_pressure_that_evicts_is_the_cause(string condition, CauseCode code)
    {
        Pressed(condition, "True").ShouldFind(code, "worker-a");
        Pressed(condition, "False").ShouldNotFind(code);
    }

    [Fact]
    public void A_DNS_without_a_ready_pod_is_the_cause_and_one_with_one_is_not()
    {
        WithDns(States.Crashing()).ShouldFind(CauseCode.CoreDnsUnavailable, "coredns");
        WithDns(States.Ready).ShouldNotFind(CauseCode.CoreDnsUnavailable);
        WithDns("{}").ShouldNotFind(CauseCode.CoreDnsUnavailable);
    }

    [Theory]
    [InlineData("FailedAttachVolume", "Multi-Attach error for volume \"pv-1\"", CauseCode.VolumeAttachFailed)]
    [InlineData("FailedMount", "MountVolume.SetUp failed for volume \"pv-1\" : mount failed: exit status 32", CauseCode.VolumeMountFailed)]
    [InlineData("FailedMount", "mount.nfs: access denied by server while mounting 192.0.2.1:/data", CauseCode.VolumeMountPermissionDenied)]
    public void What_the_kubelet_says_about_a_volume_decides(string reason, string message, CauseCode code) =>
        Creating().PodEvent("web", reason, message).Diagnose().Verdict.ShouldBe(code);

    [Fact]
    public void A_mount_that_waits_for_a_secret_is_not_the_volumes() =>
        Creating().PodEvent("web", "FailedMount", "MountVolume.SetUp failed: secret \"keys\" not found").ShouldNotFind(CauseCode.VolumeMountFailed);

    private static TestCluster Ingress(string service, int port, string more = "") => new TestCluster().Healthy("web")
        .Add("ingressclasses", "IngressClass", "public", "{}", ns: null)
        .Add("ingresses", "Ingress", "front",
            $"{{'spec':{{{more}'rules':[{{'http':{{'paths':[{{'path':'/','backend':{{'service':{{'name':'{service}','port':{{'number':{port}}}}}}}}}]}}}}]}}}}");

    private static TestCluster Pressed(string condition, string status) => new TestCluster(withNode: false)
        .Node("worker-a", conditions: $"[{{'type':'{condition}','status':'{status}','message':'see the kubelet'}}]")
        .Deployment("web").Pod("web", States.NotReady);

    private static TestCluster WithDns(string status) => new TestCluster().Healthy("web")
        .Add("pods", "Pod", "coredns", Dns + status + "}", ns: "kube-system");

    private static TestCluster Creating() => new TestCluster().Deployment("web").Pod("web", States.Waiting("ContainerCreating"));
}
