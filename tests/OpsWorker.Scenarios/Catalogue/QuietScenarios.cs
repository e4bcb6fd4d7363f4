using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Clusters in which nothing is wrong: each of what they have besides is usual and must not be taken for a cause.</summary>
internal static class QuietScenarios
{
    private static readonly CauseCode[] s_none = [CauseCode.Healthy, CauseCode.NotFound];

    public static IEnumerable<Scenario> All =>
    [
        new("s-701", s_none, null, Town.Without()),
        new("s-702", s_none, null, OldRestart()),
        new("s-703", s_none, null, Town.Without().Add("jobs", "Job", "rail", "{'spec':{'completions':1},'status':{'succeeded':1,'conditions':[{'type':'Complete','status':'True'}]}}")
            .Add("pods", "Pod", "rail-8xk2p", "{'metadata':{'ownerReferences':[{'kind':'Job','name':'rail','controller':true}]},'spec':{'nodeName':'worker-a','containers':[{'name':'main','image':'i'}]},"
                + "'status':{'phase':'Succeeded','conditions':[{'type':'Ready','status':'False','reason':'PodCompleted'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':0,'reason':'Completed'}}}]}}")),
        new("s-704", s_none, null, Town.Without()
            .Event("Pod", "tern-5f6c8d-q1w2e", "Failed", "Error: secret \"tern-login\" not found", minutes: -50)
            .Event("Pod", "tern-5f6c8d-q1w2e", "BackOff", "Back-off restarting failed container main", minutes: -48)
            .Event("Pod", "plover-5f6c8d-q1w2e", "FailedScheduling", "0/2 nodes are available: 2 Insufficient cpu.", minutes: -52)),
        new("s-705", s_none, null, Town.Without("tern").Deployment("tern", Town.Spec(env: Town.Env("DB_HOST", "wren"))).Service("tern").Pod("tern", States.Ready)
            .Logs("tern", "dial tcp 10.96.0.5:5432: connect: connection refused, retrying", "connected", "listening", "200 GET /", "200 GET /", "200 GET /", "200 GET /", "200 GET /")),
        new("s-706", s_none, null, Town.Without()
            .Add("cronjobs", "CronJob", "quail", "{'spec':{'schedule':'0 3 * * *','suspend':true,'jobTemplate':{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'i'}]}}}}}}")
            .Deployment("egret", Town.Spec(), replicas: 0)
            .Add("replicasets", "ReplicaSet", "tern-5f6c8d", "{'metadata':{'ownerReferences':[{'kind':'Deployment','name':'tern','controller':true}]},'spec':{'replicas':0,'selector':{'matchLabels':{'app':'tern','pod-template-hash':'5f6c8d'}}}}")),
        new("s-707", s_none, null, Town.Without().PodEvent("tern", "Unhealthy", "Readiness probe failed: Get \"http://10.244.0.5:8080/ready\": dial tcp 10.244.0.5:8080: connect: connection refused", minutes: -59)),
        new("s-708", s_none, null, Town.Without().Add("persistentvolumes", "PersistentVolume", "pv-old", "{'spec':{'capacity':{'storage':'1Gi'},'accessModes':['ReadWriteOnce'],'claimRef':{'namespace':'shop','name':'gone'}},'status':{'phase':'Released'}}", ns: null)
            .Add("configmaps", "ConfigMap", "empty", "{}").Add("resourcequotas", "ResourceQuota", "team", "{'spec':{'hard':{'pods':'50'}},'status':{'hard':{'pods':'50'},'used':{'pods':'5'}}}")),
        new("s-709", s_none, null, Many()),
        new("s-710", s_none, null, Town.Without().Add("networkpolicies", "NetworkPolicy", "tern", "{'spec':{'podSelector':{'matchLabels':{'app':'tern'}},'policyTypes':['Ingress'],'ingress':[{'from':[{'podSelector':{'matchLabels':{'app':'heron'}}}]}]}}")
            .Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'heron'},'minReplicas':1,'maxReplicas':5},'status':{'currentReplicas':1,'desiredReplicas':1,'conditions':[{'type':'ScalingActive','status':'True'},{'type':'ScalingLimited','status':'False'}]}}")
            .Add("poddisruptionbudgets", "PodDisruptionBudget", "siskin", "{'spec':{'minAvailable':1,'selector':{'matchLabels':{'app':'siskin'}}},'status':{'currentHealthy':1,'desiredHealthy':1,'expectedPods':1,'disruptionsAllowed':0}}")),
    ];

    private static TestCluster OldRestart() => Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
        .Pod("tern", States.Restarted(0, "Completed", restarts: 1).Replace("2026-03-02T09:5", "2026-02-20T09:5", StringComparison.Ordinal));

    private static TestCluster Many()
    {
        var town = Town.Without().Deployment("egret", Town.Spec(), replicas: 500).Service("egret");
        for (var pod = 1; pod <= 500; pod++) town.Pod("egret", States.Ready, number: pod);
        return town;
    }
}
