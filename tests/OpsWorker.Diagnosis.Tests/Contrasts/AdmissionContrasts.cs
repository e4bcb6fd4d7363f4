using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Admission;
using OpsWorker.Diagnosis.Detectors.Batch;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>What the API server refuses, and what controllers make of workloads.</summary>
internal static class AdmissionContrasts
{
    private const string Exceeded = "pods \"web-x\" is forbidden: exceeded quota: few, requested: requests.cpu=1, used: requests.cpu=2, limited: requests.cpu=2";

    public static IEnumerable<Contrast> All =>
    [
        // A quota that keeps pods away; one that did before they came.
        new(nameof(QuotaDetector), CauseCode.NamespaceCpuQuotaExceeded, Refused(Exceeded), Refused(Exceeded).Pod("web", States.Ready)),
        // A Service that a full quota keeps away; one that is missing beside a quota with room.
        new(nameof(QuotaMissingObjectDetector), CauseCode.NamespaceServiceQuotaExceeded, WithoutService(used: 1), WithoutService(used: 0)),
        // An account that is missing; one that came a moment after the refusal.
        new(nameof(ServiceAccountDetector), CauseCode.ServiceAccountMissing,
            new TestCluster().Deployment("web", Spec(pod: "'serviceAccountName':'runner'")),
            new TestCluster().Deployment("web", Spec(pod: "'serviceAccountName':'runner'")).Add("serviceaccounts", "ServiceAccount", "runner", "{}")),
        // A pod that the kubelet refused; one that ran and was evicted.
        new(nameof(KubeletAdmissionDetector), CauseCode.KubeletAdmissionRejected, Web(Rejected("OutOfcpu")), Web(Rejected("Evicted"))),
        // A webhook that says no; one that does not answer.
        new(nameof(AdmissionRefusalDetector), CauseCode.AdmissionWebhookRejected,
            Refused("admission webhook \"check.example.org\" denied the request: label owner is required"),
            Refused("failed calling webhook \"check.example.org\": context deadline exceeded")),
        // A new revision that does not work; a restart of the same one.
        new(nameof(RolloutDetector), CauseCode.BadRollout, Revised("app:1", "app:2"), Revised("app:1", "app:1")),
        // A Job that failed as often as it may; one that took too long.
        new(nameof(JobDetector), CauseCode.JobBackoffLimitExceeded, Failed("BackoffLimitExceeded"), Failed("DeadlineExceeded")),
        // A start that was missed; one that waits for the run before.
        new(nameof(CronJobDetector), CauseCode.CronJobMissed,
            Cron("MissSchedule", "Missed scheduled time to start a job"), Cron("JobAlreadyActive", "Not starting job because prior execution is running")),
        // An autoscaler at its maximum that wants more; one that rests at its minimum.
        new(nameof(AutoscalerDetector), CauseCode.HpaMaxedOut, Scaler("TooManyReplicas"), Scaler("TooFewReplicas")),
        // A budget that stops a drain; one of a workload that lacks a pod, which no budget is to blame for.
        new(nameof(DisruptionBudgetDetector), CauseCode.DisruptionBudgetBlocks, Budget(healthy: 1), Budget(healthy: 0)),
    ];

    private static TestCluster Refused(string message) =>
        new TestCluster().Deployment("web", Spec()).Event("ReplicaSet", "web-7d4b9c", "FailedCreate", "Error creating: " + message);

    private static TestCluster WithoutService(int used) => new TestCluster().Deployment("db").Pod("db", States.Ready)
        .Healthy("web", podSpec: Spec("'env':[{'name':'DB','value':'db:8080'}]"))
        .Add("resourcequotas", "ResourceQuota", "few", $"{{'spec':{{'hard':{{'services':'1'}}}},'status':{{'hard':{{'services':'1'}},'used':{{'services':'{used}'}}}}}}");

    private static TestCluster Revised(string before, string after)
    {
        var cluster = Web(States.NotReady);
        foreach (var (name, image, number, at) in ((string, string, int, string)[])[("web-5f6c8d", before, 1, "2026-02-20T08:00:00Z"), ("web-7d4b9c", after, 2, "2026-03-02T09:50:00Z")])
        {
            cluster.Add("replicasets", "ReplicaSet", name,
                $"{{'metadata':{{'creationTimestamp':'{at}','annotations':{{'deployment.kubernetes.io/revision':'{number}'}},'ownerReferences':[{{'kind':'Deployment','name':'web'}}]}},"
                + $"'spec':{{'template':{{'spec':{{'containers':[{{'name':'main','image':'{image}'}}]}}}}}}}}");
        }

        return cluster;
    }

    private static TestCluster Failed(string reason) => new TestCluster().Healthy("web")
        .Add("jobs", "Job", "export", $"{{'status':{{'conditions':[{{'type':'Failed','status':'True','reason':'{reason}','message':'Job failed'}}]}}}}");

    private static TestCluster Cron(string reason, string message) => new TestCluster().Healthy("web")
        .Add("cronjobs", "CronJob", "report", "{'spec':{'schedule':'0 * * * *'}}").Event("CronJob", "report", reason, message);

    private static TestCluster Scaler(string reason) => new TestCluster().Healthy("web").Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "web",
        $"{{'spec':{{'maxReplicas':3}},'status':{{'conditions':[{{'type':'ScalingLimited','status':'True','reason':'{reason}','message':'m'}}]}}}}");

    private static TestCluster Budget(int healthy) => new TestCluster(withNode: false).Node("worker-a", "{'unschedulable':true}").Healthy("web")
        .Add("poddisruptionbudgets", "PodDisruptionBudget", "web",
            $"{{'spec':{{'minAvailable':1,'selector':{{'matchLabels':{{'app':'web'}}}}}},'status':{{'disruptionsAllowed':0,'currentHealthy':{healthy},'desiredHealthy':1,'expectedPods':1}}}}");

    private static string Rejected(string reason) =>
        $"{{'phase':'Failed','reason':'{reason}','message':'Pod was rejected: Node did not have enough resource: cpu','startTime':'2026-03-02T09:54:00Z'}}";
}
