using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>A fault with two effects, a fault elsewhere than its symptom, frightening health, and recordings of which parts are absent.</summary>
internal static class AcrossScenarios
{
    private static readonly CauseCode[] s_none = [CauseCode.Healthy, CauseCode.NotFound];

    public static IEnumerable<Scenario> All => [.. Elsewhere, .. Effects, .. Health, .. Partial];

    private static IEnumerable<Scenario> Elsewhere =>
    [
        new("s-1201", [CauseCode.OutOfMemory], "wren", Town.Without("wren", "tern").In("data").Owned("StatefulSet", "wren", Town.Spec(5432), States.Crashing(137, "OOMKilled"), more: "'replicas':1").Service("wren", 5432).In(TestCluster.Namespace)
            .App("tern", States.Crashing(), Town.Spec(env: Town.Env("DB_HOST", "wren.data.svc.cluster.local")), "dial tcp 10.96.0.5:5432: connect: connection refused")),
        new("s-1202", [CauseCode.ScaledToZero], "wren", Town.Without("wren", "tern").In("data").Owned("StatefulSet", "wren", Town.Spec(5432), null, more: "'replicas':0").Service("wren", 5432).In(TestCluster.Namespace)
            .App("tern", States.NotReady, Town.Spec(env: Town.Env("DATABASE_URL", "postgres://wren.data:5432/app")), Again(3, "could not connect to server: Connection refused"))),
        new("s-1203", [CauseCode.ImageReferenceInvalid, CauseCode.RolloutStuck], "outer-controller", Town.Without().Add("ingressclasses", "IngressClass", "edge", "{'spec':{'controller':'k8s.io/ingress-nginx'}}", ns: null).Add("ingresses", "Ingress", "heron", "{'spec':{'ingressClassName':'edge','rules':[{'http':{'paths':[{'path':'/','pathType':'Prefix','backend':{'service':{'name':'heron','port':{'number':8080}}}}]}}]}}")
            .In("ingress-nginx").Deployment("outer-controller", Town.Spec().Replace("team/app:2.4.1", "ingress-nginx/controller:v1.11.9", StringComparison.Ordinal), labels: "{'app.kubernetes.io/name':'ingress-nginx','app.kubernetes.io/component':'controller'}").Pod("outer-controller", States.Waiting("ImagePullBackOff", "Back-off pulling image")).PodEvent("outer-controller", "Failed", "Failed to pull image \"registry.example.org/ingress-nginx/controller:v1.11.9\": rpc error: code = NotFound desc = failed to pull and unpack image: not found").In(TestCluster.Namespace)),
        new("s-1204", [CauseCode.NetworkPolicyBlocks], "wren", Town.Without("wren", "tern").In("data").Owned("StatefulSet", "wren", Town.Spec(5432), States.Ready, more: "'replicas':1").Service("wren", 5432).Add("networkpolicies", "NetworkPolicy", "wren", "{'spec':{'podSelector':{'matchLabels':{'app':'wren'}},'policyTypes':['Ingress'],'ingress':[{'from':[{'namespaceSelector':{'matchLabels':{'kubernetes.io/metadata.name':'data'}}}]}]}}").In(TestCluster.Namespace)
            .App("tern", States.NotReady, Town.Spec(env: Town.Env("DB_HOST", "wren.data")), Again(4, "dial tcp 10.96.0.5:5432: i/o timeout"))),
    ];

    private static IEnumerable<Scenario> Effects =>
    [
        new("s-1211", [CauseCode.OutOfMemory], "brine", Places.Booking("brine", "sail", "mast").Lively().Owned("StatefulSet", "brine", Town.Spec(3306), States.Crashing(137, "OOMKilled"), more: "'replicas':1").Service("brine", 3306)
            .App("sail", States.Crashing(), Places.Java("sail"), "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure", "Caused by: java.net.ConnectException: Connection refused (Connection refused)").App("mast", States.NotReady, Places.Java("mast"), Again(4, "HikariPool-1 - Connection is not available, request timed out after 30000ms."))),
        new("s-1212", [CauseCode.ConfigMapKeyMissing], "gully", Places.Hill("gully").Lively().App("gully", States.Waiting("CreateContainerConfigError", "couldn't find key port in ConfigMap shop/gully"), Town.Spec(8083, "{'name':'PORT','valueFrom':{'configMapKeyRef':{'name':'gully','key':'port'}}}")).Add("configmaps", "ConfigMap", "gully", "{'data':{'host':'0.0.0.0'}}")
            .Logs("summit", Again(5, "{\"level\":\"error\",\"message\":\"rpc error: code = Unavailable desc = connection error: desc = \\\"transport: Error while dialing: dial tcp 10.96.0.8:8083: connect: connection refused\\\"\"}"))),
    ];

    private static IEnumerable<Scenario> Health =>
    [
        new("s-1221", s_none, null, Places.Booking().Lively()),
        new("s-1222", s_none, null, Places.Hill().Lively()),
        new("s-1223", s_none, null, Places.Booking("sail").Lively().App("sail", States.Ready, Places.Java("sail"), "2026-03-02 09:00:12.300 ERROR 1 --- [           main] com.alibaba.nacos.client.naming : [NA] failed to request, java.net.ConnectException: Connection refused (Connection refused)", "	at java.net.PlainSocketImpl.socketConnect(Native Method)", "2026-03-02 09:00:15.300  INFO 1 --- [           main] nacos registry, DEFAULT_GROUP sail register finished",
            "2026-03-02 09:00:19.872  INFO 1 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port(s): 8080", "2026-03-02 09:55:19.872  INFO 1 --- [nio-8080-exec-1] GET /orders 200", "2026-03-02 09:57:19.872  INFO 1 --- [nio-8080-exec-1] GET /orders 200")),
        new("s-1224", s_none, null, Town.Without("siskin", "wren").Lively().App("siskin", States.Ready, Town.Spec(6379), "1:C 02 Mar 2026 09:00:01.000 # WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition.", "1:M 02 Mar 2026 09:00:01.004 * Ready to accept connections tcp")
            .App("wren", States.Ready, Town.Spec(5432), "2026-03-02 09:41:01.000 UTC [88] FATAL:  password authentication failed for user \"scanner\"", "2026-03-02 09:41:01.000 UTC [88] FATAL:  role \"root\" does not exist", "2026-03-02 09:50:01.000 UTC [27] LOG:  checkpoint complete: wrote 44 buffers (0.3%)", "2026-03-02 09:55:01.000 UTC [27] LOG:  checkpoint starting: time")),
        new("s-1225", s_none, null, Town.Without().Lively().Event("Node", "worker-b", "NodeHasDiskPressure", "Node worker-b status is now: NodeHasDiskPressure", minutes: -58).Event("Node", "worker-b", "NodeHasNoDiskPressure", "Node worker-b status is now: NodeHasNoDiskPressure", minutes: -50, type: "Normal")
            .Owned("Job", "rail-29543041", Town.Spec(), "{'phase':'Failed','startTime':'2026-03-01T03:00:01Z','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-01T03:00:09Z'}}}]}", "qq2p1", "'completions':1")),
        new("s-1226", s_none, null, Town.Without("heron").Lively().Deployment("heron", Town.Spec(), replicas: 2, status: "{'replicas':2,'updatedReplicas':2,'readyReplicas':2,'availableReplicas':2,'conditions':[{'type':'Available','status':'True'},{'type':'Progressing','status':'True','reason':'NewReplicaSetAvailable'}]}").Service("heron").Pod("heron", States.Ready).Pod("heron", States.Ready, number: 2)
            .PodEvent("heron", "Unhealthy", "Readiness probe failed: Get \"http://10.244.0.5:8080/ready\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)", minutes: -40).PodEvent("heron", "FailedMount", "MountVolume.SetUp failed for volume \"conf\" : failed to sync configmap cache: timed out waiting for the condition", minutes: -56)
            .Logs("heron", "level=warn msg=\"no such host, falling back\" host=metadata.google.internal", "level=info msg=\"GET /items 200\"", "level=info msg=\"GET /items 200\"", "level=info msg=\"GET /items 200\"", "level=info msg=\"GET /items 200\"")),
    ];

    private static IEnumerable<Scenario> Partial =>
    [
        new("s-1231", [CauseCode.NotFound], null, Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.Unscheduled, node: null).Without("events").Without("nodes").Without("metrics").Without("probes").Without("servicegraph")),
        new("s-1232", [CauseCode.NotFound], null, Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern").Pod("tern", States.NotReady).Without("events").Without("logs").Without("metrics").Without("probes")),
        new("s-1233", [CauseCode.InsufficientCpu], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Unscheduled, node: null).PodEvent("tern", "FailedScheduling", "0/2 nodes are available: 2 Insufficient cpu.").Without("nodes").Without("deployments").Without("replicasets").Without("services").Without("endpoints").Without("endpointslices").Without("logs")),
        new("s-1234", [CauseCode.ImagePullSecretMissing], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Pod("tern", States.Waiting("ImagePullBackOff", "Back-off pulling image \"registry.example.org/team/app:2.4.1\": ErrImagePull: failed to pull and unpack image \"registry.example.org/team/app:2.4.1\": failed to resolve reference: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials")).Without("events").Without("logs").Without("secrets").Without("nodes")),
        new("s-1235", [CauseCode.NotFound], null, Places.Booking().Without("metrics").Without("probes").Without("logs").Without("events")),
    ];
}
