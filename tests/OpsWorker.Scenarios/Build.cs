using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>What scenarios add to a cluster, in a line each.</summary>
internal static class Build
{
    /// <summary>A Deployment with one pod of this status, its Service, and what the pod logged; a crashed pod logged it before.</summary>
    public static TestCluster App(this TestCluster town, string name, string status, string spec, params string[] lines)
    {
        town.Deployment(name, spec).Pod(name, status).Service(name, PortOf(spec)).Logs(name, lines);
        return status.Contains("CrashLoop", StringComparison.Ordinal) ? town.PreviousLogs(name, lines) : town;
    }

    /// <summary>A StatefulSet, DaemonSet or Job with a pod of this status (none without it).</summary>
    public static TestCluster Owned(this TestCluster town, string kind, string name, string spec, string? status, string suffix = "0", string more = "", string? node = "worker-b", string? labels = null)
    {
        labels ??= $"{{'app':'{name}'}}";
        town.Add(kind.ToLowerInvariant() + "s", kind, name, $"{{'spec':{{'selector':{{'matchLabels':{labels}}},'template':{{'metadata':{{'labels':{labels}}},'spec':{spec}}}{(more.Length > 0 ? "," : "")}{more}}}}}");
        var on = node is null ? spec : "{'nodeName':'" + node + "'," + spec[1..];
        return status is null ? town : town.Add("pods", "Pod", $"{name}-{suffix}", $"{{'metadata':{{'labels':{labels},'ownerReferences':[{{'kind':'{kind}','name':'{name}','controller':true}}]}},'spec':{on},'status':{status}}}");
    }

    /// <summary>A ConfigMap of one key, as a file is.</summary>
    public static TestCluster File(this TestCluster town, string configMap, string key, string text) =>
        town.Add("configmaps", "ConfigMap", configMap, $"{{'data':{{'{key}':{JsonSerializer.Serialize(text.Replace('\'', '"'))}}}}}");

    /// <summary>A pod that mounts a ConfigMap as files.</summary>
    public static string Mounting(string configMap, string at = "/etc/app", int port = 8080, string env = "") =>
        Town.Spec(port, env, $"'volumeMounts':[{{'name':'conf','mountPath':'{at}'}}]", $"'volumes':[{{'name':'conf','configMap':{{'name':'{configMap}'}}}}]");

    /// <summary>A status of several containers: of each whether it runs, and otherwise the exit code with which it crashes.</summary>
    public static string Status(params (string Container, int? ExitCode)[] containers)
    {
        var statuses = containers.Select(c => c.ExitCode is { } code
            ? $"{{'name':'{c.Container}','ready':false,'restartCount':6,'state':{{'waiting':{{'reason':'CrashLoopBackOff','message':'back-off 2m40s restarting failed container={c.Container}'}}}},'lastState':{{'terminated':{{'exitCode':{code},'reason':'Error','startedAt':'2026-03-02T09:57:00Z','finishedAt':'2026-03-02T09:57:04Z'}}}}}}"
            : $"{{'name':'{c.Container}','ready':true,'restartCount':0,'state':{{'running':{{'startedAt':'2026-03-02T09:50:00Z'}}}}}}");
        var ready = containers.All(c => c.ExitCode is null) ? "True" : "False";
        return $"{{'phase':'Running','conditions':[{{'type':'Ready','status':'{ready}'}}],'containerStatuses':[{string.Join(',', statuses)}]}}";
    }

    /// <summary>The same line as often as a client meets the same trouble.</summary>
    public static string[] Again(int times, params string[] lines) => [.. Enumerable.Range(0, times).SelectMany(_ => lines)];

    /// <summary>
    /// What clusters have besides: other namespaces, operators and their resources, finished and suspended jobs, old events,
    /// restarts of last month, an empty canary, proxies that complain once, an autoscaler, a released volume.
    /// </summary>
    public static TestCluster Lively(this TestCluster town)
    {
        town.Owned("DaemonSet", "loon", Town.Spec(), States.Ready, "c5x9z", "'updateStrategy':{}")
            .Owned("Job", "rail-29543040", Town.Spec(), "{'phase':'Succeeded','conditions':[{'type':'Ready','status':'False','reason':'PodCompleted'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':0,'reason':'Completed'}}}]}", "x7k2p", "'completions':1")
            .Add("cronjobs", "CronJob", "quail", "{'spec':{'schedule':'0 3 * * *','suspend':true,'jobTemplate':{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'i'}]}}}}}}")
            .Deployment("egret-canary", Town.Spec(), replicas: 0)
            .Deployment("dunlin", Town.Spec()).Pod("dunlin", States.Restarted(143, restarts: 9).Replace("2026-03-02T09:5", "2026-02-11T04:1", StringComparison.Ordinal)).Service("dunlin")
            .Logs("dunlin", "WARN retrying in 1s: connection reset by peer", "ERROR 0 errors in 4 batches", "INFO GET /healthz 200", "INFO GET /healthz 200")
            .PodEvent("dunlin", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", minutes: -57)
            .Event("Pod", "egret-canary-5f6c8d-q1w2e", "FailedScheduling", "0/2 nodes are available: 2 Insufficient memory.", minutes: -55)
            .Event("Pod", "egret-canary-5f6c8d-q1w2e", "BackOff", "Back-off restarting failed container main in pod egret-canary-5f6c8d-q1w2e_shop(5c1e0f6a-0000-4000-8000-0000000000dd)", minutes: -51)
            .Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "dunlin", "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'dunlin'},'minReplicas':1,'maxReplicas':4},'status':{'currentReplicas':1,'desiredReplicas':1,'conditions':[{'type':'ScalingActive','status':'True'},{'type':'ScalingLimited','status':'True','reason':'TooFewReplicas'}]}}")
            .Add("persistentvolumes", "PersistentVolume", "pv-left", "{'spec':{'capacity':{'storage':'8Gi'},'accessModes':['ReadWriteOnce'],'claimRef':{'namespace':'shop','name':'gone'}},'status':{'phase':'Released'}}", ns: null)
            .Add("configmaps", "ConfigMap", "kube-root-ca.crt", "{'data':{'ca.crt':'-----BEGIN CERTIFICATE-----'}}")
            .Add("secrets", "Secret", "sh.helm.release.v1.town.v7", "{'type':'helm.sh/release.v1'}")
            .Add("servicemonitors", "ServiceMonitor", "dunlin", "{'spec':{'selector':{'matchLabels':{'app':'dunlin'}}}}");
        return town.In("watch").Owned("StatefulSet", "prometheus-main", Town.Spec(9090), States.Ready)
            .Deployment("grafana", Town.Spec(3000)).Pod("grafana", States.Ready).Service("grafana", 3000)
            .Deployment("reloader", Town.Spec()).Pod("reloader", States.Crashing(1, restarts: 640).Replace("2026-03-02T09:5", "2026-03-02T08:2", StringComparison.Ordinal))
            .In(TestCluster.Namespace);
    }

    private static int PortOf(string spec)
    {
        var at = spec.IndexOf("'containerPort':", StringComparison.Ordinal) + "'containerPort':".Length;
        return int.Parse(spec[at..].TakeWhile(char.IsDigit).ToArray(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
