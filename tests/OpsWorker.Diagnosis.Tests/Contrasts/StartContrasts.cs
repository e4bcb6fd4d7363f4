using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Detectors.Storage;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>From a pod without a node to containers that run.</summary>
internal static class StartContrasts
{
    private const string Key = "'env':[{'name':'KEY','valueFrom':{'secretKeyRef':{'name':'keys','key':'k','optional':";

    public static IEnumerable<Contrast> All =>
    [
        // A claim that no volume fits; the same one bound.
        new(nameof(ClaimDetector), CauseCode.PvcCapacityMismatch, Claiming("Pending"), Claiming("Bound")),
        // A volume that is smaller than its claim; one that was enlarged.
        new(nameof(VolumeExpansionDetector), CauseCode.VolumeExpansionFailed, Enlarged("1Gi"), Enlarged("2Gi")),
        // A volume that cannot be attached; a mount that waits for a Secret.
        new(nameof(VolumeMountDetector), CauseCode.VolumeMountFailed,
            Web(States.Waiting("ContainerCreating")).PodEvent("web", "FailedMount", "MountVolume.SetUp failed for volume \"data\": mount failed: exit status 32"),
            Web(States.Waiting("ContainerCreating")).PodEvent("web", "FailedMount", "MountVolume.SetUp failed for volume \"keys\": secret \"keys\" not found")),
        // Nodes without the CPU; nodes that had none until the pod was placed.
        new(nameof(NoNodeFitsDetector), CauseCode.InsufficientCpu,
            Web(States.Unscheduled, node: null).PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu."),
            Web(States.Ready).PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.")),
        // A gate that nobody removed; a pod that simply waits.
        new(nameof(SpecialPodsDetector), CauseCode.SchedulingGated,
            Web(States.Unscheduled, pod: "'schedulingGates':[{'name':'example.org/wait'}]", node: null), Web(States.Unscheduled, node: null)),
        // An image that is not there; a registry that is not.
        new(nameof(ImagePullDetector), CauseCode.ImageReferenceInvalid,
            Pulling("failed to resolve reference \"example.org/app:1\": example.org/app:1: not found"),
            Pulling("failed to resolve reference \"example.org/app:1\": dial tcp: lookup example.org: no such host")),
        // A Secret that must be there; one that need not.
        new(nameof(MissingReferenceDetector), CauseCode.SecretMissing,
            Web(States.Waiting("CreateContainerConfigError"), Key + "false}}}]"), Web(States.Waiting("ContainerCreating"), Key + "true}}}]")),
        // A revision that refers to a Secret no more; one that refers to another in its place.
        new(nameof(DroppedSecretDetector), CauseCode.SecretMissing, Revised(""), Revised(",'envFrom':[{'secretRef':{'name':'new-keys'}}]")),
        // An init container that does not end; one that has just begun.
        new(nameof(WaitingInitDetector), CauseCode.InitContainerFailed, Initialising("2026-03-02T09:50:00Z"), Initialising("2026-03-02T09:59:30Z")),
        // A command that is not in the image; one that is and fails.
        new(nameof(ContainerCreateDetector), CauseCode.CommandNotFound,
            Web(States.Waiting("RunContainerError", "exec: \"serve\": executable file not found in $PATH: unknown")), Web(States.Crashing())),
        // A network plugin without addresses; a sandbox that is killed for memory.
        new(nameof(SandboxDetector), CauseCode.SandboxCreationFailed,
            Web(States.Waiting("ContainerCreating")).PodEvent("web", "FailedCreatePodSandBox", "plugin type=\"bridge\" failed (add): no IP addresses available in range set"),
            Web(States.Waiting("ContainerCreating")).PodEvent("web", "FailedCreatePodSandBox", "container init was OOM-killed (memory limit too low?)")),
    ];

    private static TestCluster Revised(string source)
    {
        var cluster = Web(States.NotReady);
        var revisions = new[]
        {
            ("web-5f6c8d", "1", "2026-02-20T08:00:00Z", ",'envFrom':[{'secretRef':{'name':'keys'}}]"),
            ("web-7d4b9c", "2", "2026-03-02T09:50:00Z", source),
        };
        foreach (var (name, number, at, from) in revisions)
        {
            cluster.Add(
                "replicasets", "ReplicaSet", name, $"{{'metadata':{{'annotations':{{'deployment.kubernetes.io/revision':'{number}'}},"
                + $"'creationTimestamp':'{at}','ownerReferences':[{{'kind':'Deployment','name':'web'}}]}},"
                + $"'spec':{{'template':{{'spec':{{'containers':[{{'name':'main','image':'i'{from}}}]}}}}}}}}");
        }

        return cluster;
    }

    private static TestCluster Initialising(string since) => Web(
        $"{{'phase':'Pending','conditions':[{{'type':'Ready','status':'False'}}],'initContainerStatuses':[{{'name':'init','state':{{'running':{{'startedAt':'{since}'}}}}}}]}}",
        pod: "'initContainers':[{'name':'init','image':'i'}]");

    private static TestCluster Claiming(string phase) => Web(States.Unscheduled, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]", node: null)
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
            $"{{'spec':{{'storageClassName':'','accessModes':['ReadWriteOnce'],'resources':{{'requests':{{'storage':'2Gi'}}}}}},'status':{{'phase':'{phase}'}}}}")
        .Add("persistentvolumes", "PersistentVolume", "small",
            "{'spec':{'capacity':{'storage':'1Gi'},'accessModes':['ReadWriteOnce']},'status':{'phase':'Available'}}", ns: null);

    private static TestCluster Enlarged(string capacity) => new TestCluster().Healthy("web")
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
            $"{{'spec':{{'resources':{{'requests':{{'storage':'2Gi'}}}}}},'status':{{'phase':'Bound','capacity':{{'storage':'{capacity}'}}}}}}")
        .Event("PersistentVolumeClaim", "data", "ExternalExpanding", "waiting for an external controller to process this PVC");

    private static TestCluster Pulling(string message) =>
        Web(States.Waiting("ImagePullBackOff")).PodEvent("web", "Failed", "Failed to pull image \"example.org/app:1\": " + message);
}
