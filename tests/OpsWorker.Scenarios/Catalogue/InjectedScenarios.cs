using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>What published fault injectors do to objects: admission, placement, volumes, starting and scaling.</summary>
internal static class InjectedScenarios
{
    private const string NoHelp = " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";

    public static IEnumerable<Scenario> All => [.. Refused, .. Placed, .. Starts, .. Initialises, .. Scaled];

    private static IEnumerable<Scenario> Refused =>
    [
        new("s-1401", [CauseCode.AdmissionWebhookUnavailable], "tern", OriginScenarios.Denied("Internal error occurred: failed calling webhook \"check.guard.example.org\": failed to call webhook: Post \"https://guard.guard-system.svc:443/validate?timeout=5s\": no endpoints available for service \"guard\"").Without("metrics").Without("probes")
            .In("guard-system").Deployment("guard", Town.Spec(), replicas: 0).Service("guard", 443).In(TestCluster.Namespace)),
        new("s-1402", [CauseCode.AdmissionWebhookUnavailable], "tern", OriginScenarios.Denied("Timeout: request did not complete within requested timeout - context deadline exceeded").Without("metrics")
            .Event("ReplicaSet", "tern-7d4b9c", "FailedCreate", "Error creating: Internal error occurred: failed calling webhook \"four.audit.example.org\": failed to call webhook: Post \"https://audit.audit-system.svc:443/four?timeout=9s\": context deadline exceeded")),
        new("s-1403", [CauseCode.PodSecurityViolation], "tern", OriginScenarios.Denied("pods \"tern-7d4b9c-l5k2m\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"main\" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"main\" must set securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or container \"main\" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container \"main\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")").Without("probes")),
        new("s-1404", [CauseCode.NamespaceMemoryQuotaExceeded, CauseCode.LimitRangeViolation], "shop", OriginScenarios.Denied("pods \"tern-7d4b9c-l5k2m\" is forbidden: failed quota: cap: must specify limits.memory for: main")
            .Add("resourcequotas", "ResourceQuota", "cap", "{'spec':{'hard':{'limits.memory':'1Gi'}},'status':{'hard':{'limits.memory':'1Gi'},'used':{'limits.memory':'896Mi'}}}")),
        new("s-1405", [CauseCode.EtcdUnhealthy], "control-a", OriginScenarios.Denied("etcdserver: mvcc: database space exceeded").Without("metrics").Node("control-a", labels: "{'node-role.kubernetes.io/control-plane':''}")
            .In("kube-system").Add("pods", "Pod", "etcd-control-a", "{'metadata':{'labels':{'component':'etcd','tier':'control-plane'},'ownerReferences':[{'kind':'Node','name':'control-a','controller':true}]},'spec':{'nodeName':'control-a','containers':[{'name':'etcd','image':'registry.k8s.io/etcd:3.5.15-0'}]},'status':" + States.Ready.Replace("'name':'main'", "'name':'etcd'", StringComparison.Ordinal) + "}")
            .PodLogs("etcd-control-a", "etcd", false, "{\"level\":\"warn\",\"ts\":\"2026-03-02T09:56:00.1Z\",\"caller\":\"etcdserver/server.go:1917\",\"msg\":\"alarm NOSPACE raised\",\"peer\":\"8e9e05c52164694d\"}").In(TestCluster.Namespace)),
    ];

    private static IEnumerable<Scenario> Placed =>
    [
        new("s-1411", [CauseCode.NodeSelectorMismatch], "tern", OriginScenarios.Pends("0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector." + NoHelp, "'nodeSelector':{'kubernetes.io/hostname':'worker-q'}").Without("metrics")),
        new("s-1412", [CauseCode.HostPortConflict], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec(9100).Replace("'containerPort':9100", "'containerPort':9100,'hostPort':9100", StringComparison.Ordinal)).Service("tern", 8080).Pod("tern", States.Unscheduled, node: null)
            .PodEvent("tern", "FailedScheduling", "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.")),
        new("s-1413", [CauseCode.VolumeAttachFailed, CauseCode.PvcAccessModeMismatch], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec(pod: "'volumes':[{'name':'d','persistentVolumeClaim':{'claimName':'tern-d'}}]"), replicas: 2).Service("tern").Pod("tern", States.Ready).Pod("tern", States.Waiting("ContainerCreating"), node: "worker-b", number: 2)
            .PodEvent("tern", "FailedAttachVolume", "Multi-Attach error for volume \"pvc-2c1f\" Volume is already used by pod(s) tern-7d4b9c-00001", number: 2)
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "tern-d", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pvc-2c1f','storageClassName':'standard'},'status':{'phase':'Bound'}}")),
        new("s-1414", [CauseCode.PodAntiAffinityConflict], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec(pod: "'affinity':{'podAntiAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[{'labelSelector':{'matchLabels':{'app':'tern'}},'topologyKey':'kubernetes.io/hostname'}]}}"), replicas: 3).Service("tern").Pod("tern", States.Ready).Pod("tern", States.Ready, node: "worker-b", number: 2).Pod("tern", States.Unscheduled, node: null, number: 3)
            .PodEvent("tern", "FailedScheduling", "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match pod anti-affinity rules." + NoHelp, number: 3)),
        new("s-1415", [CauseCode.PvcStorageClassMismatch, CauseCode.ProvisioningFailed], "wren", OriginScenarios.Claimed("'storageClassName':'AnyClass'", "storageclass.storage.k8s.io \"AnyClass\" not found").Without("events").Without("metrics")),
        new("s-1416", [CauseCode.TaintNotTolerated], "tern", Town.Without("tern").Node("worker-c", "{'taints':[{'key':'hold','value':'yes','effect':'NoSchedule'}]}").Deployment("tern", Town.Spec(pod: "'nodeSelector':{'kubernetes.io/hostname':'worker-c'},'tolerations':[{'key':'held','operator':'Equal','value':'yes','effect':'NoSchedule'}]")).Service("tern").Pod("tern", States.Unscheduled, node: null)
            .PodEvent("tern", "FailedScheduling", "0/3 nodes are available: 1 node(s) had untolerated taint {hold: yes}, 2 node(s) didn't match Pod's node affinity/selector." + NoHelp)),
        new("s-1417", [CauseCode.NodeMemoryPressure, CauseCode.Evicted], "worker-c", Town.Without("tern").Lively().Node("worker-c", conditions: "[{'type':'MemoryPressure','status':'True','reason':'KubeletHasInsufficientMemory','message':'kubelet has insufficient memory available'}]").Deployment("tern", Town.Spec()).Service("tern")
            .Pod("tern", States.Evicted("The node was low on resource: memory. Threshold quantity: 29Gi, available: 26Gi. Container main was using 40Mi, request is 0, has larger consumption of memory. "), node: "worker-c").Pod("tern", States.Ready, number: 2)),
    ];

    private static IEnumerable<Scenario> Starts =>
    [
        new("s-1421", [CauseCode.OutOfMemory, CauseCode.CreateContainerFailed], "tern", Town.Without("tern").Lively().App("tern", States.Crashing(128, "StartError", message: "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown"), Town.Spec().Replace("256Mi", "4Mi", StringComparison.Ordinal))
            .PodEvent("tern", "Failed", "Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown")),
        new("s-1422", [CauseCode.ApplicationCrash, CauseCode.ApplicationConfigInvalid, CauseCode.BadRollout], "mongo-gully", Places.Hill("mongo-gully", "gully").Lively().App("mongo-gully", States.Crashing(62), Town.Spec(27017).Replace("team/app:2.4.1", "library/mongo:8.0.14", StringComparison.Ordinal),
                "{\"t\":{\"$date\":\"2026-03-02T09:57:03.311+00:00\"},\"s\":\"F\",\"c\":\"CONTROL\",\"id\":20573,\"ctx\":\"initandlisten\",\"msg\":\"Wrong mongod version\",\"attr\":{\"error\":\"UPGRADE PROBLEM: Found an invalid featureCompatibilityVersion document (ERROR: Location4926900: Invalid featureCompatibilityVersion document in admin.system.version)\"}}")
            .App("gully", States.Crashing(), Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017")), Places.Go("gully", "panic: no reachable servers", "goroutine 1 [running]:"))),
        new("s-1423", [CauseCode.ImageArchitectureMismatch], "tern", OriginScenarios.Pulls("failed to pull and unpack image \"registry.example.org/team/app:2.4.1\": failed to resolve image: no match for platform in manifest: not found")),
        new("s-1424", [CauseCode.EnvironmentVariableMissing, CauseCode.ApplicationConfigInvalid], "tern", Town.Without("tern").Lively().App("tern", States.Crashing(), Town.Spec(), "Traceback (most recent call last):", "  File \"/usr/src/app/server.py\", line 162, in <module>", "    addr = must_map_env('CATALOG_ADDR')", "Exception: CATALOG_ADDR environment variable must be set")),
        new("s-1425", [CauseCode.ApplicationConfigInvalid, CauseCode.ApplicationCrash, CauseCode.EnvironmentVariableMissing, CauseCode.ConfigMapKeyMissing], "scree", Places.Hill("scree").Lively().App("scree", States.Crashing(2), Mounting("scree-conf", "/app/conf", 8083), Places.Go("scree", "panic: error parsing uri: scheme must be \"mongodb\" or \"mongodb+srv\"", "", "goroutine 1 [running]:", "main.main()"))
            .File("scree-conf", "config.json", "{\"consulAddress\":\"beacon:8500\",\"ScreePort\":\"8083\"}")),
        new("s-1426", [CauseCode.ApplicationConfigInvalid, CauseCode.ApplicationCrash, CauseCode.VolumeMountFailed, CauseCode.SecretMissing, CauseCode.CertificateExpired], "mongo-scree", Places.Hill("mongo-scree").App("mongo-scree", States.Crashing(1), Town.Spec(27017, more: "'args':['--tlsMode','requireTLS','--tlsCertificateKeyFile','/etc/tls/tls.pem']"),
            "{\"t\":{\"$date\":\"2026-03-02T09:57:03.311+00:00\"},\"s\":\"E\",\"c\":\"NETWORK\",\"id\":23248,\"ctx\":\"main\",\"msg\":\"Cannot read certificate file\",\"attr\":{\"keyFile\":\"/etc/tls/tls.pem\",\"error\":\"error:02001002:system library:fopen:No such file or directory\"}}",
            "{\"t\":{\"$date\":\"2026-03-02T09:57:03.312+00:00\"},\"s\":\"F\",\"c\":\"CONTROL\",\"id\":20574,\"ctx\":\"main\",\"msg\":\"Error during global initialization\",\"attr\":{\"error\":{\"code\":140,\"codeName\":\"InvalidSSLConfiguration\",\"errmsg\":\"Can not set up PEM key file.\"}}}")),
        new("s-1427", [CauseCode.ApplicationConfigInvalid, CauseCode.ServicePortMismatch, CauseCode.CommandNotFound], "scree", Places.Hill("scree", "summit").Deployment("scree", Town.Spec(8083, more: "'command':['gully']")).Pod("scree", States.Ready).Service("scree", 8083).Logs("scree", Places.Go("gully", "{\"level\":\"info\",\"message\":\"listening on 0.0.0.0:8084\"}"))
            .App("summit", States.Ready, Town.Spec(8083, Town.Env("SCREE", "scree:8083")), Again(4, "{\"level\":\"error\",\"message\":\"rpc error: code = Unavailable desc = connection error: desc = \\\"transport: Error while dialing: dial tcp 10.96.0.14:8083: connect: connection refused\\\"\"}")).Check("scree.shop.svc:8083", false, "connection refused")),
    ];

    private static IEnumerable<Scenario> Initialises =>
    [
        new("s-1431", [CauseCode.InitContainerFailed, CauseCode.RolloutStuck], "tern", Waits("'command':['sleep','infinity']").Without("metrics")),
        new("s-1432", [CauseCode.InitContainerFailed, CauseCode.ServiceAddressWrong, CauseCode.DependencyUnavailable, CauseCode.DnsResolutionFailure], "tern", Waits("'command':['sh','-c','until nslookup grebe.shop.svc.cluster.local; do echo waiting for grebe; sleep 2; done']", "Server:    10.96.0.10", "** server can't find grebe.shop.svc.cluster.local: NXDOMAIN", "waiting for grebe", "** server can't find grebe.shop.svc.cluster.local: NXDOMAIN", "waiting for grebe")),
        new("s-1433", [CauseCode.RolloutStuck, CauseCode.InitContainerFailed, CauseCode.BadRollout], "tern", Waits("'command':['sh','-c','sleep 100000']").Event("Deployment", "tern", "ScalingReplicaSet", "Scaled down replica set tern-6f9d1c from 1 to 0", minutes: -9, type: "Normal").Without("probes")),
        new("s-1434", [CauseCode.RbacForbidden], "tern", Waits("'command':['sh','-c','until kubectl get endpoints wren; do sleep 3; done']", Again(3, "Error from server (Forbidden): endpoints \"wren\" is forbidden: User \"system:serviceaccount:shop:tern\" cannot get resource \"endpoints\" in API group \"\" in the namespace \"shop\""))),
        new("s-1435", [CauseCode.RbacForbidden], "grebe", Town.Without().Lively().App("grebe", States.Ready, Town.Spec(pod: "'serviceAccountName':'grebe'"), Again(4, "E0302 09:57:31.100001       1 controller.go:148] \"reconcile failed\" err=\"configmaps \\\"job-token\\\" is forbidden: User \\\"system:serviceaccount:shop:grebe\\\" cannot patch resource \\\"configmaps\\\" in API group \\\"\\\" in the namespace \\\"shop\\\"\"")).Add("serviceaccounts", "ServiceAccount", "grebe", "{}")),
    ];

    private static IEnumerable<Scenario> Scaled =>
    [
        new("s-1441", [CauseCode.HpaMisconfigured, CauseCode.HpaMetricsUnavailable], "heron-scale", Town.Without().Lively().Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron-scale", "{'spec':{'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'heron'},'minReplicas':1,'maxReplicas':5,'metrics':[{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':60}}}]},'status':{'currentReplicas':1,'desiredReplicas':0,'conditions':[{'type':'AbleToScale','status':'True','reason':'SucceededGetScale'},{'type':'ScalingActive','status':'False','reason':'FailedGetResourceMetric','message':'the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container main of Pod heron-7d4b9c-00001'}]}}")),
        new("s-1442", [CauseCode.CronJobMissed, CauseCode.JobDeadlineExceeded], "quill", Town.Without().Add("cronjobs", "CronJob", "quill", "{'spec':{'schedule':'*/2 * * * *','concurrencyPolicy':'Forbid','jobTemplate':{'spec':{'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'i'},{'name':'proxy','image':'p'}]}}}}},'status':{'active':[{'kind':'Job','name':'quill-29543000'}],'lastScheduleTime':'2026-03-02T09:20:00Z'}}")
            .Add("jobs", "Job", "quill-29543000", "{'metadata':{'ownerReferences':[{'kind':'CronJob','name':'quill','controller':true}],'creationTimestamp':'2026-03-02T09:20:00Z'},'spec':{'completions':1,'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'i'},{'name':'proxy','image':'p'}]}}},'status':{'active':1,'startTime':'2026-03-02T09:20:00Z'}}")
            .Add("pods", "Pod", "quill-29543000-x2", "{'metadata':{'ownerReferences':[{'kind':'Job','name':'quill-29543000','controller':true}]},'spec':{'nodeName':'worker-b','restartPolicy':'Never','containers':[{'name':'main','image':'i'},{'name':'proxy','image':'p'}]},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'False','reason':'ContainersNotReady'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':0,'reason':'Completed','finishedAt':'2026-03-02T09:20:20Z'}}},{'name':'proxy','ready':true,'restartCount':0,'state':{'running':{'startedAt':'2026-03-02T09:20:03Z'}}}]}}")
            .Event("CronJob", "quill", "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid", type: "Normal")),
        new("s-1443", [CauseCode.OutOfMemory], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Restarted(137, "OOMKilled", restarts: 5), podSpec: Town.Spec().Replace("256Mi", "24Mi", StringComparison.Ordinal)).PodEvent("tern", "BackOff", "Back-off restarting failed container main in pod tern-7d4b9c-00001_shop(5c1e)").Without("metrics")),
        new("s-1444", [CauseCode.Healthy, CauseCode.NotFound], null, Places.Hill().Lively()),
        new("s-1445", [CauseCode.Healthy, CauseCode.NotFound], null, Places.Booking().Lively().Without("probes").Without("metrics")),
    ];

    // A pod that has not got beyond its first init container.
    private static TestCluster Waits(string command, params string[] lines)
    {
        const string status = "{'phase':'Pending','conditions':[{'type':'Initialized','status':'False','reason':'ContainersNotInitialized'},{'type':'Ready','status':'False'}],'initContainerStatuses':[{'name':'prepare','ready':false,'restartCount':0,'started':true,'state':{'running':{'startedAt':'2026-03-02T09:51:05Z'}}}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'waiting':{'reason':'PodInitializing'}}}]}";
        return Town.Without("tern").Lively().Deployment("tern", Town.Spec(pod: $"'serviceAccountName':'tern','initContainers':[{{'name':'prepare','image':'library/busybox:1.36',{command}}}]")).Service("tern").Pod("tern", status).Add("serviceaccounts", "ServiceAccount", "tern", "{}")
            .PodLogs(TestCluster.PodName("tern"), "prepare", false, lines).Logs("heron", Again(4, "ERROR upstream tern:8080: dial tcp 10.96.0.3:8080: connect: connection refused"));
    }

}
