using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NetworkPluginDetectorTests
{
    private const string Plugin = "'volumes':[{'name':'cni','hostPath':{'path':'/etc/cni/net.d'}}]";
    private const string Other = "'volumes':[{'name':'logs','hostPath':{'path':'/var/log'}}]";
    private const string Probe = "'readinessProbe':{'exec':{'command':['check']}}";
    private const string NoPeers = "Readiness probe failed: agent is not ready: no session with 192.0.2.10";
    private static readonly Dictionary<string, string> s_aboutAgent = new() { ["namespace"] = "shop", ["daemonset"] = "agent" };

    // An agent of the network plugin that is not ready; one that collects logs.
    internal static Contrast Contrast =>
        new(nameof(NetworkPluginDetector), CauseCode.NetworkPluginUnhealthy, Agent(Plugin, States.NotReady), Agent(Other, States.NotReady));

    [Fact]
    public void An_agent_that_is_not_ready_says_why() => Agent(Plugin, States.NotReady).Event("Pod", "agent-x", "Unhealthy", NoPeers)
        .ShouldFindAnd(CauseCode.NetworkPluginUnhealthy, "agent", s_aboutAgent)
            .Causes[0].Finding.Summary.ShouldContain("no session with 192.0.2.10");

    [Theory]
    [InlineData("Readiness probe failed: BIRD is not ready: BGP not established with 192.0.2.10")]
    [InlineData("(combined from similar events): Readiness probe failed: BGP session with 192.0.2.10 is down")]
    public void An_agent_that_exchanges_routes_is_known_by_its_probe(string said) =>
        Agent(Other, States.NotReady).Event("Pod", "agent-x", "Unhealthy", said)
            .ShouldFind(CauseCode.NetworkPluginUnhealthy, "agent", s_aboutAgent);

    [Fact]
    public void Pods_that_get_no_network_on_its_node_are_its_effect() => Agent(Plugin, States.Crashing())
        .Deployment("web").Pod("web", States.Waiting("ContainerCreating"))
        .PodEvent("web", "FailedCreatePodSandBox", "plugin type=\"net\" failed (add): dial tcp 127.0.0.1:50051: connection refused")
        .ShouldFind(CauseCode.NetworkPluginUnhealthy, "agent");

    [Fact]
    public void A_node_without_a_network_is_its_effect() =>
        Agent(Plugin, States.Crashing(), "False", "container runtime network not ready: NetworkReady=false")
        .ShouldFind(CauseCode.NetworkPluginUnhealthy, "agent", s_aboutAgent);

    [Fact]
    public void An_agent_on_a_silent_node_is_that_nodes_victim() =>
        Agent(Plugin, States.NotReady, "Unknown", "Kubelet stopped posting node status.")
        .ShouldNotFind(CauseCode.NetworkPluginUnhealthy);

    [Fact]
    public void An_agent_without_its_image_wants_for_the_image() =>
        Agent(Plugin, States.Waiting("ImagePullBackOff")).ShouldNotFind(CauseCode.NetworkPluginUnhealthy);

    [Fact]
    public void An_agent_that_works_is_no_cause() => Agent(Plugin, States.Ready).ShouldNotFind(CauseCode.NetworkPluginUnhealthy);

    private static TestCluster Agent(string volumes, string status, string ready = "True", string message = "")
    {
        var pod = $"{{{volumes},'hostNetwork':true,'nodeName':'worker-a','containers':[{{'name':'main','image':'i',{Probe}}}]}}";
        return new TestCluster(withNode: false).Node("worker-a", ready: ready, message: message)
            .Add("daemonsets", "DaemonSet", "agent", $"{{'spec':{{'template':{{'spec':{pod}}}}},'status':{{'desiredNumberScheduled':1}}}}")
            .Add("pods", "Pod", "agent-x", $"{{'metadata':{{'ownerReferences':[{{'kind':'DaemonSet','name':'agent','controller':true}}]}},"
                + $"'spec':{pod},'status':{status}}}");
    }
}
