using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Known causes in the words of other releases, runtimes and clouds, and in workloads other than Deployments.</summary>
internal static class OriginScenarios
{
    private const string NoVictims = " preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.";
    private const string NoHelp = " preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.";

    public static IEnumerable<Scenario> All => [.. Admission, .. Placement, .. Images, .. Starts, .. Runs, .. Volumes, .. Nodes, .. Batch, .. Edges];

    private static IEnumerable<Scenario> Admission =>
    [
        new("s-1101", [CauseCode.NamespaceCpuQuotaExceeded], "shop", Town.Without("wren").Lively().Owned("StatefulSet", "wren", Town.Spec(5432), null, more: "'replicas':1").Service("wren", 5432)
            .Event("StatefulSet", "wren", "FailedCreate", "create Pod wren-0 in StatefulSet wren failed error: pods \"wren-0\" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8").Logs("tern", Again(3, "dial tcp 10.96.0.5:5432: connect: connection refused"))),
        new("s-1102", [CauseCode.PodSecurityViolation], "tern", Denied("pods \"tern-7d4b9c-\" is forbidden: unable to validate against any security context constraint: [provider \"anyuid\": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .spec.securityContext.fsGroup: Invalid value: []int64{999}: 999 is not an allowed group, provider \"privileged\": Forbidden: not usable by user or serviceaccount]")),
        new("s-1103", [CauseCode.AdmissionWebhookRejected], "tern", Denied("admission webhook \"validation.gatekeeper.sh\" denied the request: [container-must-have-limits] container <main> has no resource limits")),
        new("s-1104", [CauseCode.AdmissionWebhookUnavailable, CauseCode.CertificateExpired], "tern", Denied("Internal error occurred: failed calling webhook \"vault.hashicorp.com\": failed to call webhook: Post \"https://vault-agent-injector-svc.vault.svc:443/mutate?timeout=30s\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-02T09:55:00Z is after 2026-03-01T00:00:00Z")),
        new("s-1105", [CauseCode.LimitRangeViolation, CauseCode.NamespaceMemoryQuotaExceeded], "tern", Denied("pods \"tern-7d4b9c-z9x8y\" is forbidden: minimum cpu usage per Container is 200m, but request is 100m")),
    ];

    private static IEnumerable<Scenario> Placement =>
    [
        new("s-1111", [CauseCode.TaintNotTolerated], "tern", Pends("0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector." + NoHelp, "'nodeSelector':{'pool':'batch'}", taint: true)),
        new("s-1112", [CauseCode.NodeSelectorMismatch, CauseCode.NodeAffinityMismatch], "rail", Town.Without().Owned("Job", "rail", Town.Spec(pod: "'restartPolicy':'Never','nodeSelector':{'pool':'gpu'}"), States.Unscheduled, "zz1pq", "'completions':1", node: null)
            .Event("Pod", "rail-zz1pq", "FailedScheduling", "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector." + NoHelp).Event("Pod", "rail-zz1pq", "NotTriggerScaleUp", "pod didn't trigger scale-up: 1 node(s) didn't match Pod's node affinity/selector", type: "Normal")),
        new("s-1113", [CauseCode.InsufficientResource], "tern", Pends("0/2 nodes are available: 2 Too many pods." + NoVictims)),
        new("s-1114", [CauseCode.VolumeNodeAffinityConflict], "wren", Town.Without("wren").Lively().Owned("StatefulSet", "wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data-wren-0'}}]"), States.Unscheduled, more: "'replicas':1", node: null).Service("wren", 5432)
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data-wren-0", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pvc-9'},'status':{'phase':'Bound'}}").Event("Pod", "wren-0", "FailedScheduling", "0/2 nodes are available: 2 node(s) had volume node affinity conflict." + NoHelp)),
        new("s-1115", [CauseCode.PodAntiAffinityConflict], "tern", Pends("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules." + NoVictims, "'affinity':{'podAntiAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'kubernetes.io/hostname','labelSelector':{'matchLabels':{'app':'tern'}}}]}}")),
        new("s-1116", [CauseCode.InsufficientMemory], "lone", Town.Without().Lively().Add("pods", "Pod", "lone", "{'spec':{'containers':[{'name':'main','image':'i','resources':{'requests':{'memory':'64Gi'}}}]},'status':" + States.Unscheduled + "}").Event("Pod", "lone", "FailedScheduling", "0/2 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable." + NoVictims)),
    ];

    private static IEnumerable<Scenario> Images =>
    [
        new("s-1121", [CauseCode.ImageReferenceInvalid], "tern", Pulls("initializing source docker://quay.io/team/app:2.4.9: reading manifest 2.4.9 in quay.io/team/app: manifest unknown")),
        new("s-1122", [CauseCode.ImagePullSecretMissing], "tern", Pulls("failed to pull and unpack image \"registry.example.org/team/app:2.4.1\": failed to resolve reference \"registry.example.org/team/app:2.4.1\": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://registry.example.org/token?scope=repository: 401 Unauthorized")),
        new("s-1123", [CauseCode.ImagePullSecretMissing], "tern", Pulls("failed to pull and unpack image \"5501.dkr.ecr.eu-west-1.amazonaws.com/app:2.4.1\": failed to resolve reference: pulling from host 5501.dkr.ecr.eu-west-1.amazonaws.com failed with status code [manifests 2.4.1]: 401 Unauthorized")),
        new("s-1124", [CauseCode.ImageRegistryUnreachable], "tern", Pulls("failed to pull and unpack image \"registry.internal:5000/app:2.4.1\": failed to do request: Head \"https://registry.internal:5000/v2/app/manifests/2.4.1\": dial tcp: lookup registry.internal on 10.0.0.2:53: no such host")),
        new("s-1125", [CauseCode.ImageRegistryUnreachable], "tern", Pulls("failed to do request: Head \"https://registry.example.org/v2/app/manifests/2.4.1\": tls: failed to verify certificate: x509: certificate signed by unknown authority")),
        new("s-1126", [CauseCode.ImageReferenceInvalid], "tern", Town.Without("tern").App("tern", States.Waiting("InvalidImageName", "Failed to apply default image tag \"registry.example.org/Team/app:2.4.1\": couldn't parse image name \"registry.example.org/Team/app:2.4.1\": invalid reference format: repository name (Team/app) must be lowercase"), Town.Spec())),
        new("s-1127", [CauseCode.ImageReferenceInvalid], "tern", Town.Without("tern").App("tern", States.Waiting("ErrImageNeverPull", "Container image \"team/app:dev\" is not present with pull policy of Never"), Town.Spec())),
        new("s-1128", [CauseCode.ImageRegistryUnreachable, CauseCode.ImagePullSecretMissing], "tern", Pulls("failed to pull and unpack image \"docker.io/library/app:2\": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/app/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.")),
    ];

    private static IEnumerable<Scenario> Starts =>
    [
        new("s-1131", [CauseCode.CommandNotFound], "tern", Starting("container create failed: executable file `serve` not found in $PATH: No such file or directory")),
        new("s-1132", [CauseCode.CommandNotFound], "tern", Starting("failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"/app/run.sh\": permission denied: unknown")),
        new("s-1133", [CauseCode.RunAsNonRootViolation], "tern", Town.Without("tern").App("tern", States.Waiting("CreateContainerConfigError", "container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root (pod: \"tern-7d4b9c-00001_shop(5c1e)\", container: main)"), Town.Spec(pod: "'securityContext':{'runAsNonRoot':true}"))),
        new("s-1134", [CauseCode.SandboxCreationFailed], "tern", Town.Without("tern").Lively().App("tern", States.Waiting("ContainerCreating"), Town.Spec()).PodEvent("tern", "FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"9f1\": plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container")),
        new("s-1135", [CauseCode.ConfigMapMissing], "wren", Town.Without("wren").Owned("StatefulSet", "wren", Mounting("wren-conf", port: 5432), States.Waiting("ContainerCreating"), more: "'replicas':1").Service("wren", 5432).Event("Pod", "wren-0", "FailedMount", "MountVolume.SetUp failed for volume \"conf\" : configmap \"wren-conf\" not found").Logs("tern", Again(3, "could not connect to server: Connection refused"))),
        new("s-1136", [CauseCode.EnvironmentVariableMissing, CauseCode.ApplicationConfigInvalid], "tern", Crash(1, "Error: Missing required environment variable: PAYMENTS_API_KEY", "    at Object.<anonymous> (/app/src/config.js:14:9)")),
        new("s-1137", [CauseCode.ApplicationConfigInvalid], "tern", Crash(2, "flag provided but not defined: -listen-adress", "Usage of /app/server:", "  -listen-address string")),
        new("s-1138", [CauseCode.ApplicationConfigInvalid, CauseCode.ApplicationCrash], "tern", Crash(1, "level=error ts=2026-03-02T09:57:01Z msg=\"Error loading config (--config.file=/etc/prometheus/prometheus.yml)\" err=\"parsing YAML file /etc/prometheus/prometheus.yml: yaml: line 12: mapping values are not allowed in this context\"")),
    ];

    private static IEnumerable<Scenario> Runs =>
    [
        new("s-1141", [CauseCode.OutOfMemory], "tern", Crash(134, "<--- Last few GCs --->", "[1:0x5] 61220 ms: Mark-sweep 250.1 (258.2) -> 249.9 (258.2) MB", "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory")),
        new("s-1142", [CauseCode.OutOfMemory], "tern", Town.Without("tern").Lively().App("tern", States.Ready, Town.Spec(), Again(3, "[2026-03-02 09:57:01 +0000] [1] [ERROR] Worker (pid:212) was sent SIGKILL! Perhaps out of memory?", "[2026-03-02 09:57:01 +0000] [219] [INFO] Booting worker with pid: 219"))),
        new("s-1143", [CauseCode.LivenessProbePathWrong], "tern", Probed("livenessProbe", "'httpGet':{'path':'/healthy','port':8080}", "Liveness probe failed: HTTP probe failed with statuscode: 404")),
        new("s-1144", [CauseCode.LivenessProbePortWrong], "tern", Probed("livenessProbe", "'tcpSocket':{'port':8090}", "Liveness probe failed: dial tcp 10.244.0.9:8090: connect: connection refused")),
        new("s-1145", [CauseCode.ReadinessProbePathWrong], "wren", Town.Without("wren").Owned("StatefulSet", "wren", Town.Spec(5432, more: "'readinessProbe':{'exec':{'command':['cat','/tmp/ready']}}"), States.NotReady, more: "'replicas':1").Service("wren", 5432).Event("Pod", "wren-0", "Unhealthy", "Readiness probe failed: cat: /tmp/ready: No such file or directory")),
        new("s-1146", [CauseCode.LivenessProbeTimingTooTight], "tern", Probed("livenessProbe", "'httpGet':{'path':'/healthz','port':8080},'initialDelaySeconds':1,'periodSeconds':2,'timeoutSeconds':1,'failureThreshold':1", "Liveness probe failed: Get \"http://10.244.0.9:8080/healthz\": dial tcp 10.244.0.9:8080: connect: connection refused", "INFO warming caches", "INFO listening on 0.0.0.0:8080")),
        new("s-1147", [CauseCode.ApplicationCrash, CauseCode.CommandNotFound, CauseCode.ApplicationConfigInvalid], "tern", Town.Without("tern").Lively().App("tern", States.Crashing(0, "Completed", restarts: 7), Town.Spec(more: "'command':['sh','-c','echo done']"), "done").PodEvent("tern", "BackOff", "Back-off restarting failed container main in pod tern-7d4b9c-00001_shop(5c1e)")),
        new("s-1148", [CauseCode.CertificateExpired], "heron", Town.Without("heron").Lively().App("heron", States.Ready, Town.Spec(env: Town.Env("TERN_ADDR", "tern:8080")), Again(4, "rpc error: code = Unavailable desc = connection error: desc = \"transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-02T09:57:01Z is after 2026-03-01T00:00:00Z\""))),
    ];

    private static IEnumerable<Scenario> Volumes =>
    [
        new("s-1151", [CauseCode.PvcStorageClassMismatch, CauseCode.ProvisioningFailed], "wren", Claimed("'storageClassName':'fast-ssd'", "storageclass.storage.k8s.io \"fast-ssd\" not found")),
        new("s-1152", [CauseCode.VolumeMountFailed, CauseCode.VolumeMountPermissionDenied], "wren", Town.Without("wren").Lively().App("wren", States.Waiting("ContainerCreating"), Town.Spec(5432, pod: "'volumes':[{'name':'data','nfs':{'server':'10.0.0.9','path':'/exports/wren'}}]")).PodEvent("wren", "FailedMount", "MountVolume.SetUp failed for volume \"data\" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs 10.0.0.9:/exports/wren /var/lib/kubelet/pods/5c1e/volumes/kubernetes.io~nfs/data\nOutput: mount.nfs: access denied by server while mounting 10.0.0.9:/exports/wren")),
        new("s-1153", [CauseCode.VolumeFull], "brine", Places.Booking("brine").Owned("StatefulSet", "brine", Town.Spec(3306), States.Ready, more: "'replicas':1").Service("brine", 3306).PodLogs("brine-0", "main", false, Again(3, "2026-03-02T09:57:01.300Z 12 [ERROR] [MY-000035] [Server] Disk is full writing './binlog.000012' (OS errno 28 - No space left on device). Waiting for someone to free space... Retry in 60 secs."))),
        new("s-1154", [CauseCode.VolumeMountPermissionDenied], "mongo-tarn", Places.Hill("mongo-tarn").App("mongo-tarn", States.Crashing(100), Town.Spec(27017, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'tarn-data'}}]"), "{\"t\":{\"$date\":\"2026-03-02T09:57:01.301+00:00\"},\"s\":\"E\",\"c\":\"CONTROL\",\"id\":20557,\"ctx\":\"initandlisten\",\"msg\":\"DBException in initAndListen, terminating\",\"attr\":{\"error\":\"IllegalOperation: Attempted to create a lock file on a read-only directory: /data/db\"}}")
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "tarn-data", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pv-3'},'status':{'phase':'Bound'}}")),
        new("s-1155", [CauseCode.PvcMissing], "tern", Pends("0/2 nodes are available: persistentvolumeclaim \"tern-data\" not found." + NoHelp, "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'tern-data'}}]")),
    ];

    private static IEnumerable<Scenario> Nodes =>
    [
        new("s-1161", [CauseCode.NodeNetworkUnavailable, CauseCode.NodeNotReady], "worker-c", Town.Without("tern").Node("worker-c", "{'taints':[{'key':'node.kubernetes.io/not-ready','effect':'NoExecute'}]}", ready: "False", message: "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized")
            .Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Waiting("ContainerCreating"), node: "worker-c").PodEvent("tern", "NetworkNotReady", "network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized")),
        new("s-1162", [CauseCode.NodePidPressure], "worker-c", Town.Without("tern").Node("worker-c", "{'taints':[{'key':'node.kubernetes.io/pid-pressure','effect':'NoSchedule'}]}", conditions: "[{'type':'PIDPressure','status':'True','reason':'KubeletHasInsufficientPID','message':'kubelet has insufficient PID available'}]").Deployment("tern", Town.Spec()).Service("tern")
            .Pod("tern", States.Evicted("The node was low on resource: pids. "), node: "worker-c").PodEvent("tern", "Evicted", "The node was low on resource: pids. ").Pod("tern", States.Unscheduled, node: null, number: 2).PodEvent("tern", "FailedScheduling", "0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/pid-pressure: }, 2 Insufficient cpu.", number: 2)),
        new("s-1163", [CauseCode.PriorityPreempted], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Unscheduled, node: null, number: 2).PodEvent("tern", "FailedScheduling", "0/2 nodes are available: 2 Insufficient cpu." + NoVictims, number: 2)
            .PodEvent("tern", "Preempted", "Preempted by pod 3f0c2d1e-0000-4000-8000-000000000077 on node worker-a")),
    ];

    private static IEnumerable<Scenario> Batch =>
    [
        new("s-1171", [CauseCode.JobBackoffLimitExceeded, CauseCode.ApplicationCrash], "rail", Town.Without().Lively().Add("jobs", "Job", "rail", "{'spec':{'backoffLimit':4,'template':{'spec':{'restartPolicy':'OnFailure','containers':[{'name':'main','image':'i'}]}}},'status':{'failed':1,'conditions':[{'type':'FailureTarget','status':'True','reason':'BackoffLimitExceeded'},{'type':'Failed','status':'True','reason':'BackoffLimitExceeded','message':'Job has reached the specified backoff limit','lastTransitionTime':'2026-03-02T09:54:00Z'}]}}").Event("Job", "rail", "BackoffLimitExceeded", "Job has reached the specified backoff limit")),
        new("s-1172", [CauseCode.HpaMisconfigured, CauseCode.HpaMetricsUnavailable], "heron", Town.Without().Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", "{'spec':{'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'heronn'},'minReplicas':1,'maxReplicas':5},'status':{'currentReplicas':0,'desiredReplicas':0,'conditions':[{'type':'AbleToScale','status':'False','reason':'FailedGetScale','message':'the HPA controller was unable to get the target scale: deployments/scale.apps \\u0022heronn\\u0022 not found'}]}}").Event("HorizontalPodAutoscaler", "heron", "FailedGetScale", "deployments/scale.apps \"heronn\" not found")),
    ];

    private static IEnumerable<Scenario> Edges =>
    [
        new("s-1181", [CauseCode.ServicePortMismatch, CauseCode.IngressBackendMissing], "outer", Town.Without().Add("ingressclasses", "IngressClass", "edge", "{'spec':{'controller':'k8s.io/ingress-nginx'}}", ns: null).Add("ingresses", "Ingress", "outer", "{'spec':{'ingressClassName':'edge','rules':[{'http':{'paths':[{'path':'/','pathType':'Prefix','backend':{'service':{'name':'heron','port':{'number':80}}}}]}}]}}")),
        new("s-1182", [CauseCode.NetworkPolicyBlocks], "deny-all", Town.Without().Lively().Add("networkpolicies", "NetworkPolicy", "deny-all", "{'spec':{'podSelector':{},'policyTypes':['Ingress']}}").Logs("heron", Again(4, "dial tcp 10.96.0.3:8080: i/o timeout")).Logs("tern", Again(4, "could not connect to server: Connection timed out")).Check("tern.shop.svc:8080", false, "timed out")),
        new("s-1183", [CauseCode.ServiceAddressWrong, CauseCode.DnsResolutionFailure], "rates", Town.Without("tern").Add("services", "Service", "rates", "{'spec':{'type':'ExternalName','externalName':'rates.exampel.invalid'}}").App("tern", States.NotReady, Town.Spec(env: Town.Env("RATES_URL", "http://rates:80")), Again(4, "Get \"http://rates:80/v1\": dial tcp: lookup rates.exampel.invalid on 10.96.0.10:53: no such host"))),
    ];

    internal static TestCluster Denied(string message) => Town.Without("tern").Lively().Deployment("tern", Town.Spec(), status: "{'replicas':0,'unavailableReplicas':1,'conditions':[{'type':'ReplicaFailure','status':'True','reason':'FailedCreate'}]}").Service("tern").Event("ReplicaSet", "tern-7d4b9c", "FailedCreate", "Error creating: " + message);

    internal static TestCluster Pends(string message, string pod = "", bool taint = false) => Tainted(Town.Without("tern"), taint).Lively().Deployment("tern", Town.Spec(pod: pod)).Service("tern").Pod("tern", States.Unscheduled, node: null).PodEvent("tern", "FailedScheduling", message);

    private static TestCluster Tainted(TestCluster town, bool taint) => taint ? town.Node("worker-c", "{'taints':[{'key':'dedicated','value':'batch','effect':'NoSchedule'}]}", labels: "{'pool':'batch'}") : town;

    internal static TestCluster Pulls(string message) => Town.Without("tern").Lively().App("tern", States.Waiting("ImagePullBackOff", "Back-off pulling image \"registry.example.org/team/app:2.4.1\""), Town.Spec()).PodEvent("tern", "Failed", "Failed to pull image \"registry.example.org/team/app:2.4.1\": rpc error: code = Unknown desc = " + message).PodEvent("tern", "Failed", "Error: ErrImagePull").PodEvent("tern", "BackOff", "Back-off pulling image \"registry.example.org/team/app:2.4.1\"");

    internal static TestCluster Starting(string message) => Town.Without("tern").Lively().App("tern", States.Waiting("RunContainerError", message), Town.Spec()).PodEvent("tern", "Failed", "Error: " + message);

    internal static TestCluster Crash(int code, params string[] lines) => Town.Without("tern").Lively().App("tern", States.Crashing(code), Town.Spec(), lines).PodEvent("tern", "BackOff", "Back-off restarting failed container main in pod tern-7d4b9c-00001_shop(5c1e)");

    internal static TestCluster Probed(string probe, string check, string message, params string[] lines) => Town.Without("tern").Lively().App("tern", States.Crashing(137, seconds: 9), Town.Spec(more: $"'{probe}':{{{check}}}"), lines.Length > 0 ? lines : ["INFO listening on 0.0.0.0:8080"]).PodEvent("tern", "Unhealthy", message).PodEvent("tern", "Killing", "Container main failed liveness probe, will be restarted");

    internal static TestCluster Claimed(string spec, string message) => Town.Without("wren").Lively().Owned("StatefulSet", "wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren'}}]"), States.Unscheduled, more: "'replicas':1", node: null).Service("wren", 5432)
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "wren", $"{{'spec':{{'accessModes':['ReadWriteOnce'],{spec},'resources':{{'requests':{{'storage':'20Gi'}}}}}},'status':{{'phase':'Pending'}}}}").Event("PersistentVolumeClaim", "wren", "ProvisioningFailed", message).Event("Pod", "wren-0", "FailedScheduling", "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims." + NoHelp);
}
