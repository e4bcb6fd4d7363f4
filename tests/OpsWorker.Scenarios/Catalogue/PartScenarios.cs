using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>A part that is in another's way, switched off, without what it needs, or slow.</summary>
internal static class PartScenarios
{
    public static IEnumerable<Scenario> All => [.. Taken, .. Off, .. Secrets, .. Slow];

    private static IEnumerable<Scenario> Taken =>
    [
        new("s-1061", [CauseCode.PortConflict], "sail", Beside(Places.Booking("sail").Lively(), "sail", "proxy", "[2026-03-02 09:57:01.000][1][critical][main] [source/server/server.cc:131] error initializing configuration '/etc/envoy/envoy.yaml': cannot bind '0.0.0.0:8080': Address already in use")),
        new("s-1062", [CauseCode.PortConflict], "tern", Beside(Town.Without("tern").Lively(), "tern", "main", "Error: listen EADDRINUSE: address already in use :::8080", "    at Server.setupListenHandle [as _listen2] (node:net:1817:16)")),
        new("s-1063", [CauseCode.PortConflict], "tern", Beside(Town.Without("tern"), "tern", "main", "[2026-03-02 09:57:01 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8080)", "[2026-03-02 09:57:02 +0000] [7] [ERROR] Can't connect to ('0.0.0.0', 8080)")),
        new("s-1064", [CauseCode.PortConflict], "tern", Beside(Town.Without("tern"), "tern", "main", "Unhandled exception. System.IO.IOException: Failed to bind to address http://[::]:8080: address already in use.", " ---> System.Net.Sockets.SocketException (98): Address already in use")),
        new("s-1065", [CauseCode.PortConflict], "sail", NativeSidecar()),
        new("s-1066", [CauseCode.PortConflict], "scree", Beside(Places.Hill("scree").Lively(), "scree", "main", "terminate called after throwing an instance of 'apache::thrift::transport::TTransportException'", "  what():  Could not bind: Transport endpoint is not connected", "Thrift: Mon Mar  2 09:57:01 2026 TServerSocket::listen() BIND 9090 Address already in use")),
    ];

    private static IEnumerable<Scenario> Off =>
    [
        new("s-1071", [CauseCode.ScaledToZero], "sail", Places.Booking("sail").Lively().Deployment("sail", Places.Java("sail"), replicas: 0).Service("sail").Event("Deployment", "sail", "ScalingReplicaSet", "Scaled down replica set sail-7d4b9c from 1 to 0", minutes: -6, type: "Normal")
            .Logs("pier", Again(4, "2026-03-02 09:57:02.001 ERROR 1 --- [or-http-epoll-3] a.w.r.e.AbstractErrorWebExceptionHandler : 503 Server Error for HTTP GET \"/api/v1/sail/orders\""))),
        new("s-1072", [CauseCode.ScaledToZero], "mongo-gully", Places.Hill("mongo-gully", "gully").Deployment("mongo-gully", Town.Spec(27017), replicas: 0).Service("mongo-gully", 27017)
            .App("gully", States.Crashing(), Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017")), "panic: server selection error: server selection timeout, current topology: { Type: Unknown, Servers: [{ Addr: mongo-gully:27017, Type: Unknown, Last error: dial tcp 10.96.0.6:27017: connect: connection refused }, ] }")),
        new("s-1073", [CauseCode.ScaledToZero], "tern", Town.Without("tern").Lively().Without("servicegraph").Without("probes").Without("metrics").Owned("StatefulSet", "tern", Town.Spec(), null, more: "'replicas':0").Service("tern")
            .Logs("heron", Again(3, "upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: delayed connect error: 111"))),
        new("s-1074", [CauseCode.ScaledToZero], "heron", Town.Without("heron").Deployment("heron", Town.Spec(env: Town.Env("TERN_ADDR", "tern:8080")), replicas: 0).Service("heron")
            .Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'heron'},'minReplicas':1,'maxReplicas':4},'status':{'currentReplicas':0,'desiredReplicas':0,'conditions':[{'type':'AbleToScale','status':'True','reason':'SucceededGetScale'},{'type':'ScalingActive','status':'False','reason':'ScalingDisabled','message':'scaling is disabled since the replica count of the target is zero'}]}}")),
    ];

    private static IEnumerable<Scenario> Secrets =>
    [
        new("s-1081", [CauseCode.SecretMissing], "sail", Places.Booking("sail").Lively().App("sail", States.Waiting("CreateContainerConfigError", "secret \"sail-mysql\" not found"), Places.Java("sail", more: "'envFrom':[{'secretRef':{'name':'sail-mysql'}}]"))),
        new("s-1082", [CauseCode.SecretMissing], "brine", Places.Booking("brine").Owned("StatefulSet", "brine", Town.Spec(3306, "{'name':'MYSQL_ROOT_PASSWORD','valueFrom':{'secretKeyRef':{'name':'brine-root','key':'password'}}}"), States.Waiting("CreateContainerConfigError", "secret \"brine-root\" not found"), more: "'replicas':1").Service("brine", 3306)
            .Event("Pod", "brine-0", "Failed", "Error: secret \"brine-root\" not found").Logs("sail", Again(3, "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure"))),
        new("s-1083", [CauseCode.SecretMissing], "loonet", Town.Without().Lively().Owned("DaemonSet", "loonet", Town.Spec(pod: "'volumes':[{'name':'certs','projected':{'sources':[{'secret':{'name':'loonet-certs'}}]}}]"), States.Waiting("ContainerCreating"), "m2k4j", "'updateStrategy':{}")
            .Event("Pod", "loonet-m2k4j", "FailedMount", "MountVolume.SetUp failed for volume \"certs\" : secret \"loonet-certs\" not found").Event("Pod", "loonet-m2k4j", "FailedMount", "Unable to attach or mount volumes: unmounted volumes=[certs], unattached volumes=[certs kube-api-access-9xk2p]: timed out waiting for the condition")),
        new("s-1084", [CauseCode.SecretMissing], "rail", Town.Without().Owned("Job", "rail", Town.Spec(pod: "'restartPolicy':'Never','initContainers':[{'name':'prepare','image':'i','envFrom':[{'secretRef':{'name':'rail-keys'}}]}]"),
                "{'phase':'Pending','conditions':[{'type':'Initialized','status':'False'},{'type':'Ready','status':'False'}],'initContainerStatuses':[{'name':'prepare','ready':false,'restartCount':0,'state':{'waiting':{'reason':'CreateContainerConfigError','message':'secret \\u0022rail-keys\\u0022 not found'}}}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'waiting':{'reason':'PodInitializing'}}}]}", "4t9zq", "'completions':1")),
        new("s-1085", [CauseCode.SecretMissing], "sail", Unbound()),
    ];

    private static IEnumerable<Scenario> Slow =>
    [
        new("s-1091", [CauseCode.NetworkDelay], "keel", Latencies(Places.Booking().Lively(), ("pier", 12, 640), ("mast", 9, 410), ("keel", 5, 405), ("rope", 6, 6), ("sail", 7, 7))),
        new("s-1092", [CauseCode.NetworkDelay], "gully", Latencies(Places.Hill(), ("summit", 20, 230), ("gully", 4, 205), ("scree", 5, 5), ("tarn", 4, 5)).Logs("summit", Again(3, "{\"level\":\"warn\",\"message\":\"slow call to gully took 212ms\"}"))),
        new("s-1093", [CauseCode.NetworkDelay], "brine", Latencies(Places.Booking().Lively(), ("pier", 12, 320), ("sail", 9, 310), ("mast", 9, 315), ("keel", 8, 305), ("rope", 6, 300), ("brine", 1, 202))),
    ];

    // The Secret is there, but the new revision no longer refers to it.
    private static TestCluster Unbound() => Places.Booking("sail").Add("secrets", "Secret", "sail-db", "{'type':'Opaque'}")
        .Add("replicasets", "ReplicaSet", "sail-66c9d", "{'metadata':{'creationTimestamp':'2026-02-20T08:00:00Z','annotations':{'deployment.kubernetes.io/revision':'1'},'ownerReferences':[{'kind':'Deployment','name':'sail','controller':true}]},"
            + $"'spec':{{'replicas':0,'selector':{{'matchLabels':{{'app':'sail','pod-template-hash':'66c9d'}}}},'template':{{'metadata':{{'labels':{{'app':'sail'}}}},'spec':{Places.Java("sail")}}}}}}}")
        .App("sail", States.Crashing(), Places.Java("sail", more: "'terminationMessagePath':'/dev/termination-log'"), "com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - Exception during pool initialization.", "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure", "Caused by: java.net.UnknownHostException: sail-mysql");

    private static TestCluster NativeSidecar() => Places.Booking("sail")
        .Deployment("sail", Places.Java("sail", pod: "'initContainers':[{'name':'side','image':'registry.example.org/team/side:1','restartPolicy':'Always','ports':[{'containerPort':8080}]}]")).Service("sail")
        .Pod("sail", "{'phase':'Running','conditions':[{'type':'Initialized','status':'True'},{'type':'Ready','status':'False'}],'initContainerStatuses':[{'name':'side','ready':true,'started':true,'restartCount':0,'state':{'running':{'startedAt':'2026-03-02T09:50:00Z'}}}],"
            + Status(("main", 1))[Status(("main", 1)).IndexOf("'containerStatuses'", StringComparison.Ordinal)..])
        .Logs("sail", "***************************", "APPLICATION FAILED TO START", "Description:", "Web server failed to start. Port 8080 was already in use.", "Action:", "Identify and stop the process that's listening on port 8080 or configure this application to listen on another port.");

    // Of two containers the named one came second, and ends.
    private static TestCluster Beside(TestCluster town, string name, string ends, params string[] lines) => town
        .Deployment(name, "{'containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1','ports':[{'containerPort':8080}]},{'name':'proxy','image':'registry.example.org/team/proxy:1'}]}").Service(name)
        .Pod(name, Status(("main", ends == "main" ? 1 : null), ("proxy", ends == "proxy" ? 1 : null)))
        .PodLogs(TestCluster.PodName(name), ends, false, lines).PodLogs(TestCluster.PodName(name), ends, true, lines)
        .PodEvent(name, "BackOff", $"Back-off restarting failed container {ends} in pod {TestCluster.PodName(name)}_shop(5c1e0f6a-0000-4000-8000-000000000009)");

    private static TestCluster Latencies(TestCluster town, params (string Name, double Before, double After)[] services)
    {
        foreach (var (name, before, after) in services)
        {
            var pod = name == "brine" ? "brine-0" : TestCluster.PodName(name);
            foreach (var quantile in new[] { "p50", "p90", "p99" })
            {
                town.Series("request_latency_" + quantile, $"{{'namespace':'shop','service':'{name}','pod':'{pod}','unit':'milliseconds'}}", [.. Enumerable.Range(0, 24).Select(i => (i < 12 ? before : after) * (1 + (i % 4 * 0.03)))]);
            }
        }

        return town;
    }
}
