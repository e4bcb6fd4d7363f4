using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Faults beside other faults, beside old noise, in crowds, and under other names and labels.</summary>
internal static class MixtureScenarios
{
    public static IEnumerable<Scenario> All => [.. Two, .. Noise, .. Crowds, .. Names];

    private static IEnumerable<Scenario> Two =>
    [
        new("s-601", [CauseCode.ApplicationCrash], "plover", SecretAndCrash()) { Labels = Of("deployment", "plover") },
        new("s-602", [CauseCode.SecretMissing], "tern", SecretAndCrash()) { Labels = Of("pod", TestCluster.PodName("tern")) },
        new("s-603", [CauseCode.PvcMissing], "wren", Town.Without("wren", "tern")
            .Deployment("wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren-data'}}]")).Service("wren", 5432)
            .Pod("wren", States.Unscheduled, node: null).PodEvent("wren", "FailedScheduling", "0/2 nodes are available: persistentvolumeclaim \"wren-data\" not found. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.")
            .Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren") + "," + Town.Env("DB_PORT", "5432"))).Service("tern").Pod("tern", States.Crashing())
            .Logs("tern", "dial tcp 10.96.0.5:5432: connect: connection refused", "giving up")),
        new("s-604", [CauseCode.SecretMissing], "wren", Town.Without("wren", "tern", "heron")
            .Deployment("wren", Town.Spec(5432, Root)).Service("wren", 5432).Pod("wren", States.Waiting("CreateContainerConfigError", "secret \"wren-root\" not found"))
            .PodEvent("wren", "Failed", "Error: secret \"wren-root\" not found")
            .Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren"))).Service("tern").Pod("tern", States.Crashing()).Logs("tern", "could not connect to server: Connection refused")
            .Deployment("heron", Town.Spec(env: Town.Env("TERN_ADDR", "tern:8080"))).Service("heron").Pod("heron", States.NotReady)
            .PodEvent("heron", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503")) { Labels = Of("service", "heron") },
    ];

    private static IEnumerable<Scenario> Noise =>
    [
        new("s-611", [CauseCode.SecretMissing], "tern", OldCrash(Secret(Town.Without("tern"), "tern"))),
        new("s-612", [CauseCode.ServiceSelectorMismatch], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Ready).Service("tern", selector: "{'app':'terns'}")
            .Add("cronjobs", "CronJob", "quail", "{'spec':{'schedule':'0 3 * * *','suspend':true,'jobTemplate':{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'i'}]}}}}}}")
            .Add("configmaps", "ConfigMap", "old-settings", "{}")
            .Event("Pod", "plover-5c9-aaaaa", "Unhealthy", "Readiness probe failed: connection refused", minutes: -55)),
        new("s-613", [CauseCode.DatabaseCredentialsInvalid], "tern", OldCrash(Town.Without("tern")
            .Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren"))).Service("tern").Pod("tern", States.Crashing())
            .Logs("tern", "FATAL:  password authentication failed for user \"tern\""))),
        new("s-614", [CauseCode.ScaledToZero], "tern", Town.Without("tern").Deployment("tern", Town.Spec(), replicas: 0).Service("tern")
            .Deployment("egret", Town.Spec(), replicas: 0)
            .Logs("heron", "dial tcp 10.96.0.4:8080: connect: connection refused", "dial tcp 10.96.0.4:8080: connect: connection refused")),
        new("s-615", [CauseCode.OutOfMemory], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Restarted(137, "OOMKilled"))
            .Event("Node", "worker-b", "NodeNotReady", "Node worker-b status is now: NodeNotReady", minutes: -58)
            .Logs("plover", "connection reset by peer", "INFO ok", "INFO ok", "INFO ok", "INFO ok", "INFO ok")),
    ];

    private static IEnumerable<Scenario> Crowds =>
    [
        new("s-621", [CauseCode.OutOfMemory], "tern", Crowd(Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Crashing(137, "OOMKilled")), States.Ready)),
        new("s-622", [CauseCode.InsufficientCpu], "app-01", Crowd(Town.Without(), States.Unscheduled)) { Labels = Of("deployment", "app-01") },
        new("s-623", [CauseCode.DatabaseCredentialsInvalid], "tern", Crowd(Town.Without("tern").Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren"))).Service("tern").Pod("tern", States.NotReady)
            .Logs("tern", "FATAL:  password authentication failed for user \"tern\"", "FATAL:  password authentication failed for user \"tern\""), States.Ready)),
    ];

    // A name and a label say nothing of what a workload is.
    private static IEnumerable<Scenario> Names =>
    [
        new("s-631", [CauseCode.SecretMissing], "postgres", Secret(Town.Without(), "postgres")),
        new("s-632", [CauseCode.SecretMissing], "a", Secret(Town.Without(), "a", "{'app.kubernetes.io/name':'x','app.kubernetes.io/instance':'y'}")),
        new("s-633", [CauseCode.OutOfMemory], "network-policy-dns", Town.Without().Deployment("network-policy-dns", Town.Spec(), labels: "{'k8s-app':'dns'}").Pod("network-policy-dns", States.Crashing(137, "OOMKilled"))),
        new("s-634", [CauseCode.ApplicationCrash], "oom", Town.Without().Deployment("oom", Town.Spec(), labels: "{'run':'1'}").Pod("oom", States.Crashing()).Logs("oom", "panic: runtime error: invalid memory address or nil pointer dereference")),
    ];

    private const string Root = "{'name':'ROOT','valueFrom':{'secretKeyRef':{'name':'wren-root','key':'password'}}}";

    private static Dictionary<string, string> Of(string label, string name) => new() { ["namespace"] = TestCluster.Namespace, [label] = name };

    private static TestCluster Secret(TestCluster town, string name, string? labels = null) => town
        .Deployment(name, Town.Spec(env: $"{{'name':'KEY','valueFrom':{{'secretKeyRef':{{'name':'{name}-login','key':'k'}}}}}}"), labels: labels)
        .Pod(name, States.Waiting("CreateContainerConfigError", $"secret \"{name}-login\" not found"))
        .PodEvent(name, "Failed", $"Error: secret \"{name}-login\" not found");

    private static TestCluster SecretAndCrash() => Secret(Town.Without("tern", "plover"), "tern").Service("tern")
        .Deployment("plover", Town.Spec()).Service("plover").Pod("plover", States.Crashing()).Logs("plover", "panic: assignment to entry in nil map");

    // For three days now.
    private static TestCluster OldCrash(TestCluster town) => town
        .Deployment("egret", Town.Spec())
        .Add("pods", "Pod", "egret-7d4b9c-00001", "{'metadata':{'labels':{'app':'egret'},'creationTimestamp':'2026-02-27T10:00:00Z','ownerReferences':[{'kind':'ReplicaSet','name':'egret-7d4b9c','controller':true}]},"
            + $"'spec':{{'nodeName':'worker-b','containers':[{{'name':'main','image':'registry.example.org/team/app:2.4.1'}}]}},'status':{States.Crashing(restarts: 811)}}}")
        .Logs("egret", "panic: assignment to entry in nil map")
        .PodEvent("egret", "BackOff", "Back-off restarting failed container main in pod egret-7d4b9c-00001_shop(5c1e0f6a-0000-4000-8000-0000000000aa)");

    private static TestCluster Crowd(TestCluster town, string status)
    {
        for (var app = 1; app <= 25; app++)
        {
            var name = $"app-{app:00}";
            town.Deployment(name, Town.Spec(), replicas: 20);
            if (app == 1) town.Service(name);
            for (var pod = 1; pod <= 20; pod++)
            {
                var pending = status == States.Unscheduled && app == 1 && pod > 10;
                town.Pod(name, pending ? status : States.Ready, node: pending ? null : "worker-a", number: pod);
                if (pending) town.PodEvent(name, "FailedScheduling", "0/2 nodes are available: 2 Insufficient cpu.", number: pod);
            }
        }

        return town;
    }
}
