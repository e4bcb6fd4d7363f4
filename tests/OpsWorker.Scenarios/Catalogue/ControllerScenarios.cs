using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Jobs, autoscalers, budgets, rollouts, and what the API server refuses.</summary>
internal static class ControllerScenarios
{
    private const string JobTemplate = "'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1'}]}}";

    public static IEnumerable<Scenario> All => [.. Batch, .. Scaling, .. Admission];

    private static IEnumerable<Scenario> Batch =>
    [
        new("s-401", [CauseCode.CronJobSuspended], "quail", Town.Without().Add("cronjobs", "CronJob", "quail", Cron("*/10 * * * *", ",'suspend':true", "2026-03-01T21:00:00Z")))
        {
            Labels = Named("cronjob", "quail"),
        },
        new("s-402", [CauseCode.JobBackoffLimitExceeded, CauseCode.ApplicationCrash], "rail", FailedJob())
        {
            Labels = Named("job_name", "rail"),
        },
        new("s-403", [CauseCode.JobDeadlineExceeded], "rail", LateJob()) { Labels = Named("job_name", "rail") },
        new("s-404", [CauseCode.CronJobScheduleInvalid], "quail", Town.Without().Add("cronjobs", "CronJob", "quail", Cron("61 * * * *", "", "2026-03-01T21:00:00Z"))
            .Event("CronJob", "quail", "UnparseableSchedule", "unparseable schedule: \"61 * * * *\" : end of range (61) above maximum (59): 61")) { Labels = Named("cronjob", "quail") },
        new("s-405", [CauseCode.CronJobMissed], "quail", Town.Without().Add("cronjobs", "CronJob", "quail", Cron("*/1 * * * *", "", "2026-02-28T03:00:00Z"))
            .Event("CronJob", "quail", "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")) { Labels = Named("cronjob", "quail") },
    ];

    private static IEnumerable<Scenario> Scaling =>
    [
        new("s-411", [CauseCode.HpaMaxedOut], "heron", Town.Without().Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", Scaler(
            "{'type':'ScalingLimited','status':'True','reason':'TooManyReplicas','message':'the desired replica count is more than the maximum replica count'}"))),
        new("s-412", [CauseCode.HpaMetricsUnavailable], "heron", Town.Without().Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", Scaler(
                "{'type':'ScalingActive','status':'False','reason':'FailedGetResourceMetric','message':'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'}"))
            .Event("HorizontalPodAutoscaler", "heron", "FailedGetResourceMetric", "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)")),
        new("s-413", [CauseCode.DisruptionBudgetBlocks], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Ready, node: "worker-c").Node("worker-c", "{'unschedulable':true,'taints':[{'key':'node.kubernetes.io/unschedulable','effect':'NoSchedule'}]}")
            .Add("poddisruptionbudgets", "PodDisruptionBudget", "tern", "{'spec':{'minAvailable':1,'selector':{'matchLabels':{'app':'tern'}}},"
                + "'status':{'currentHealthy':1,'desiredHealthy':1,'expectedPods':1,'disruptionsAllowed':0,'conditions':[{'type':'DisruptionAllowed','status':'False','reason':'InsufficientPods'}]}}")) { Labels = Named("poddisruptionbudget", "tern") },
        new("s-414", [CauseCode.BadRollout, CauseCode.ApplicationCrash], "tern", NewRevision()),
    ];

    private static IEnumerable<Scenario> Admission =>
    [
        new("s-421", [CauseCode.PodSecurityViolation], "tern", Refused(
            "pods \"tern-7d4b9c-z9x8y\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"main\" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or container \"main\" must set securityContext.runAsNonRoot=true)")),
        new("s-422", [CauseCode.AdmissionWebhookUnavailable], "tern", Refused(
            "Internal error occurred: failed calling webhook \"inject.mesh.example.org\": failed to call webhook: Post \"https://mesh.mesh-system.svc:443/inject?timeout=10s\": dial tcp 10.96.0.77:443: connect: connection refused")),
        new("s-423", [CauseCode.AdmissionWebhookRejected], "tern", Refused(
            "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/shop/tern was blocked due to the following policies \n\nrequire-owner:\n  check-owner: 'validation error: label owner is required.'")),
        new("s-424", [CauseCode.LimitRangeViolation], "tern", Refused(
            "pods \"tern-7d4b9c-z9x8y\" is forbidden: [maximum memory usage per Container is 128Mi, but limit is 256Mi]")),
        new("s-425", [CauseCode.ServiceAccountMissing], "tern", Refused(
            "pods \"tern-7d4b9c-\" is forbidden: error looking up service account shop/tern-runner: serviceaccount \"tern-runner\" not found", "'serviceAccountName':'tern-runner'")),
        new("s-426", [CauseCode.NamespaceObjectQuotaExceeded], "shop", Refused(
            "pods \"tern-7d4b9c-z9x8y\" is forbidden: exceeded quota: team, requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=2, limited: requests.nvidia.com/gpu=2")),
    ];

    private static Dictionary<string, string> Named(string label, string name) => new() { ["namespace"] = TestCluster.Namespace, [label] = name };

    private static string Cron(string schedule, string more, string last) =>
        $"{{'spec':{{'schedule':'{schedule}','concurrencyPolicy':'Forbid'{more},'jobTemplate':{{'spec':{{{JobTemplate}}}}}}},'status':{{'lastScheduleTime':'{last}'}}}}";

    private static string Scaler(string condition) =>
        "{'spec':{'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'heron'},'minReplicas':1,'maxReplicas':1,'metrics':[{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':60}}}]},"
        + "'status':{'currentReplicas':1,'desiredReplicas':1,'currentMetrics':[{'type':'Resource','resource':{'name':'cpu','current':{'averageUtilization':188,'averageValue':'188m'}}}],"
        + $"'conditions':[{{'type':'AbleToScale','status':'True','reason':'ReadyForNewScale'}},{condition}]}}}}";

    private static TestCluster FailedJob() => Town.Without()
        .Add("jobs", "Job", "rail", $"{{'spec':{{'backoffLimit':2,'completions':1,'parallelism':1,{JobTemplate}}},'status':{{'failed':3,'startTime':'2026-03-02T09:40:00Z','conditions':[{{'type':'Failed','status':'True','reason':'BackoffLimitExceeded','message':'Job has reached the specified backoff limit','lastTransitionTime':'2026-03-02T09:54:00Z'}}]}}}}")
        .Add("pods", "Pod", "rail-8xk2p", "{'metadata':{'labels':{'job-name':'rail'},'ownerReferences':[{'kind':'Job','name':'rail','controller':true}]},'spec':{'nodeName':'worker-a','restartPolicy':'Never','containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1'}]},"
            + "'status':{'phase':'Failed','conditions':[{'type':'Ready','status':'False','reason':'PodFailed'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:53:50Z'}}}]}}")
        .PodLogs("rail-8xk2p", "main", false, "importing 4100 rows", "ValueError: row 17 has 6 columns, expected 7")
        .Event("Job", "rail", "BackoffLimitExceeded", "Job has reached the specified backoff limit");

    // Past the deadline the controller deletes the pods that still run.
    private static TestCluster LateJob() => Town.Without()
        .Add("jobs", "Job", "rail", $"{{'spec':{{'activeDeadlineSeconds':600,'backoffLimit':2,{JobTemplate}}},'status':{{'failed':1,'startTime':'2026-03-02T09:43:00Z','conditions':[{{'type':'Failed','status':'True','reason':'DeadlineExceeded','message':'Job was active longer than specified deadline','lastTransitionTime':'2026-03-02T09:53:00Z'}}]}}}}")
        .Event("Pod", "rail-8xk2p", "Killing", "Stopping container main", minutes: -7, type: "Normal")
        .Event("Job", "rail", "DeadlineExceeded", "Job was active longer than specified deadline", minutes: -7);

    private static TestCluster NewRevision() => Town.Without("tern")
        .Deployment("tern", Town.Spec(), replicas: 2, status: "{'replicas':2,'updatedReplicas':1,'readyReplicas':1,'unavailableReplicas':1,'conditions':[{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded','message':'ReplicaSet tern-7d4b9c has timed out progressing.'}]}")
        .Add("replicasets", "ReplicaSet", "tern-5f6c8d", "{'metadata':{'creationTimestamp':'2026-02-20T08:00:00Z','annotations':{'deployment.kubernetes.io/revision':'1'},'ownerReferences':[{'kind':'Deployment','name':'tern','controller':true}]},"
            + "'spec':{'replicas':1,'selector':{'matchLabels':{'app':'tern','pod-template-hash':'5f6c8d'}},'template':{'metadata':{'labels':{'app':'tern'}},'spec':{'containers':[{'name':'main','image':'registry.example.org/team/app:2.4.0','ports':[{'containerPort':8080}]}]}}}}")
        .Pod("tern", States.Crashing()).Service("tern")
        .Add("pods", "Pod", "tern-5f6c8d-q1w2e", $"{{'metadata':{{'labels':{{'app':'tern'}},'creationTimestamp':'2026-02-20T08:00:02Z','ownerReferences':[{{'kind':'ReplicaSet','name':'tern-5f6c8d','controller':true}}]}},'spec':{{'nodeName':'worker-b','containers':[{{'name':'main','image':'registry.example.org/team/app:2.4.0'}}]}},'status':{States.Ready}}}")
        .Logs("tern", "panic: runtime error: index out of range [3] with length 3");

    private static TestCluster Refused(string message, string pod = "") => Town.Without("tern")
        .Deployment("tern", Town.Spec(pod: pod)).Service("tern")
        .Event("ReplicaSet", "tern-7d4b9c", "FailedCreate", "Error creating: " + message);
}
