using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Nodes, scheduling, volumes, and what the cluster itself is made of.</summary>
internal static class PlacementScenarios
{
    public static IEnumerable<Scenario> All => [.. Scheduling, .. Volumes, .. Infrastructure];

    private static IEnumerable<Scenario> Scheduling =>
    [
        new("s-501", [CauseCode.HostPortConflict], "tern", Pends("0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.")),
        new("s-502", [CauseCode.SchedulingGated], "tern", Town.Without("tern").Deployment("tern", Town.Spec(pod: "'schedulingGates':[{'name':'example.org/quota'}]")).Service("tern")
            .Pod("tern", "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'SchedulingGated','message':'Scheduling is blocked due to non-empty scheduling gates'}]}", node: null)),
        new("s-503", [CauseCode.InsufficientResource], "tern", Pends("0/2 nodes are available: 2 Insufficient nvidia.com/gpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.")),
        new("s-504", [CauseCode.TopologySpreadUnsatisfied], "tern", Pends("0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints.")),
        new("s-505", [CauseCode.InsufficientCpu], "tern", Pends("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.")),
        new("s-506", [CauseCode.SchedulerUnavailable], "plane-a", NobodyJudges()),
        new("s-507", [CauseCode.NodeCordoned], "heron", AllCordoned()),
        new("s-508", [CauseCode.InsufficientMemory], "tern", Pends("0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: batch}. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.")),
    ];

    private static IEnumerable<Scenario> Volumes =>
    [
        new("s-511", [CauseCode.VolumeAttachFailed], "wren", Town.Without("wren").Deployment("wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren-data'}}]")).Service("wren", 5432)
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "wren-data", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pvc-1'},'status':{'phase':'Bound'}}")
            .Pod("wren", States.Waiting("ContainerCreating")).PodEvent("wren", "FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one node and can't be attached to another")),
        new("s-512", [CauseCode.ProvisioningFailed], "wren", Town.Without("wren").Deployment("wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren-data'}}]")).Service("wren", 5432)
            .Add("storageclasses", "StorageClass", "fast", "{'provisioner':'ebs.csi.aws.com'}", ns: null)
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "wren-data", "{'spec':{'accessModes':['ReadWriteOnce'],'storageClassName':'fast','resources':{'requests':{'storage':'20Gi'}}},'status':{'phase':'Pending'}}")
            .Event("PersistentVolumeClaim", "wren-data", "ProvisioningFailed", "failed to provision volume with StorageClass \"fast\": rpc error: code = ResourceExhausted desc = Could not create volume: VolumeLimitExceeded")
            .Pod("wren", States.Unscheduled, node: null).PodEvent("wren", "FailedScheduling", "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.")),
    ];

    private static IEnumerable<Scenario> Infrastructure =>
    [
        new("s-521", [CauseCode.NodeMemoryPressure, CauseCode.Evicted], "worker-c", Pressure("MemoryPressure", "memory", "The node was low on resource: memory. Threshold quantity: 100Mi, available: 61Mi. Container main was using 2100Mi, request is 128Mi, has larger consumption of memory. ")),
        new("s-522", [CauseCode.NodeDiskPressure], "worker-c", Pressure("DiskPressure", "ephemeral-storage", "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8Gi. ")),
        new("s-523", [CauseCode.CoreDnsUnavailable], "coredns", NoNames()),
        new("s-524", [CauseCode.NodeNotReady, CauseCode.KubeletUnavailable], "worker-c", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
            .Node("worker-c", "{'taints':[{'key':'node.kubernetes.io/unreachable','effect':'NoExecute'}]}", ready: "Unknown", message: "Kubelet stopped posting node status.")
            .Pod("tern", States.NotReady, node: "worker-c").Event("Node", "worker-c", "NodeNotReady", "Node worker-c status is now: NodeNotReady", type: "Normal")),
        new("s-525", [CauseCode.SandboxCreationFailed], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Waiting("ContainerCreating"))
            .PodEvent("tern", "FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"d1f\": plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container")),
        new("s-526", [CauseCode.PriorityPreempted], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
            .Event("Pod", TestCluster.PodName("tern"), "Preempted", "Preempted by pod 6d0c0b0e-9a3f-4a55-8a5b-0c4f6d0e7a11 on node worker-a", type: "Normal")
            .Pod("tern", States.Unscheduled, node: null, number: 2)
            .PodEvent("tern", "FailedScheduling", "0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.", number: 2)),
    ];

    private static TestCluster Pends(string message) => Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
        .Pod("tern", States.Unscheduled, node: null).PodEvent("tern", "FailedScheduling", message);

    private static TestCluster NobodyJudges()
    {
        var town = Town.Without("heron", "tern", "plover").Node("plane-a", "{'taints':[{'key':'node-role.kubernetes.io/control-plane','effect':'NoSchedule'}]}", labels: "{'node-role.kubernetes.io/control-plane':''}");
        foreach (var name in new[] { "heron", "tern", "plover" })
        {
            town.Deployment(name, Town.Spec()).Service(name).Pod(name, "{'phase':'Pending'}", node: null)
                .Event("ReplicaSet", name + "-7d4b9c", "SuccessfulCreate", $"Created pod: {TestCluster.PodName(name)}", minutes: -7, type: "Normal");
        }

        return town;
    }

    private static TestCluster AllCordoned()
    {
        var town = new TestCluster(withNode: false);
        const string cordoned = "{'unschedulable':true,'taints':[{'key':'node.kubernetes.io/unschedulable','effect':'NoSchedule'}]}";
        town.Node("worker-a", cordoned).Node("worker-b", cordoned);
        foreach (var name in new[] { "heron", "tern", "plover" })
        {
            town.Deployment(name, Town.Spec()).Service(name).Pod(name, States.Unscheduled, node: null)
                .PodEvent(name, "FailedScheduling", "0/2 nodes are available: 2 node(s) were unschedulable. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.");
        }

        return town;
    }

    private static TestCluster Pressure(string condition, string resource, string message) => Town.Without("tern")
        .Deployment("tern", Town.Spec()).Service("tern")
        .Node("worker-c", $"{{'taints':[{{'key':'node.kubernetes.io/{(resource == "memory" ? "memory" : "disk")}-pressure','effect':'NoSchedule'}}]}}",
            conditions: $"[{{'type':'{condition}','status':'True','reason':'KubeletHas{condition}','message':'kubelet has {condition}','lastTransitionTime':'2026-03-02T09:53:00Z'}}]")
        .Pod("tern", States.Evicted(message), node: "worker-c").PodEvent("tern", "Evicted", message)
        .Pod("tern", States.NotReady, node: "worker-b", number: 2)
        .Event("Node", "worker-c", "EvictionThresholdMet", $"Attempting to reclaim {resource}");

    private static TestCluster NoNames()
    {
        var town = new TestCluster().Node("worker-b");
        Town.AddDns(town, "{'phase':'Running','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':9,'state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:57:00Z'}}}]}");
        foreach (var (name, server) in new[] { ("heron", "tern"), ("tern", "wren") })
        {
            town.Deployment(name, Town.Spec(env: Town.Env("UPSTREAM", server + ":8080"))).Service(name).Pod(name, States.NotReady)
                .Logs(name, $"dial tcp: lookup {server} on 10.96.0.10:53: server misbehaving", $"dial tcp: lookup {server} on 10.96.0.10:53: read udp 10.244.0.8:40113->10.96.0.10:53: read: connection refused");
        }

        return town.Healthy("wren", 8080);
    }
}
