using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;
using static OpsWorker.Scenarios.Catalogue.OriginScenarios;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>What fault injectors, tutorials and on-call notes describe: each as it looks from outside, with what else is in such a cluster.</summary>
internal static class FieldScenarios
{
    private static readonly CauseCode[] s_none = [CauseCode.Healthy, CauseCode.NotFound];
    private const string Nx = "template ANY ANY sail.shop.svc.cluster.local {\n    rcode NXDOMAIN\n  }";

    public static IEnumerable<Scenario> All => [.. Names, .. Stores, .. Gateways, .. Clients, .. Starts, .. Limits, .. Calm];

    private static IEnumerable<Scenario> Names =>
    [
        new("s-1301", [CauseCode.DnsResolutionFailure], "sail", Places.Booking("pier", "rope").Lively()
            .App("pier", States.Ready, Places.Java("pier"), [.. Places.Boot("pier"), .. Again(4, "java.net.UnknownHostException: sail: Name or service not known")])
            .App("rope", States.Ready, Places.Java("rope"), [.. Places.Boot("rope"), .. Again(4, "I/O error on POST request for \"http://sail:8080/api/v1/sail\": sail: Name or service not known")])),
        new("s-1302", [CauseCode.DnsResolutionFailure], "gully", Places.Hill("summit").App("summit", States.Ready, Town.Spec(8083, Town.Env("GULLY", "gully:8083") + "," + Town.Env("TARN", "tarn:8083")), Again(4, "{\"level\":\"error\",\"message\":\"rpc error: code = Unavailable desc = name resolver error: produced zero addresses: lookup gully on 10.96.0.10:53: no such host\"}"))
            .Check("gully.shop.svc:8083", false, "lookup gully.shop.svc: no such host").Check("tarn.shop.svc:8083", true).Check("scree.shop.svc:8083", true)),
        new("s-1303", [CauseCode.DnsResolutionFailure], "sail", Places.Booking("pier").App("pier", States.Ready, Places.Java("pier"), [.. Places.Boot("pier"), .. Again(4, "java.net.UnknownHostException: sail")])
            .In("kube-system").File("coredns", "Corefile", ".:53 {\n  errors\n  health\n  " + Nx + "\n  kubernetes cluster.local in-addr.arpa ip6.arpa\n  forward . /etc/resolv.conf\n}").In(TestCluster.Namespace)),
        new("s-1304", [CauseCode.DnsResolutionFailure], "mast", Places.Booking("mast").Lively().App("mast", States.Crashing(), Places.Java("mast", pod: "'dnsPolicy':'None','dnsConfig':{'nameservers':['1.1.1.1']}"), "Caused by: java.net.UnknownHostException: chart-0.chart.shop.svc.cluster.local", "com.alibaba.nacos.api.exception.NacosException: failed to req API:/nacos/v1/ns/instance after all servers([chart-0.chart.shop.svc.cluster.local:8848]) tried")),
    ];

    private static IEnumerable<Scenario> Stores =>
    [
        new("s-1311", [CauseCode.DatabaseCredentialsInvalid], "sail", Places.Booking("sail").Lively().App("sail", States.NotReady, Places.Java("sail"), [.. Places.Boot("sail"), .. Again(2, "2026-03-02 09:57:02.001  WARN 1 --- [io-8080-exec-1] o.h.engine.jdbc.spi.SqlExceptionHelper   : SQL Error: 1045, SQLState: 28000", "2026-03-02 09:57:02.001 ERROR 1 --- [io-8080-exec-1] o.h.engine.jdbc.spi.SqlExceptionHelper   : Access denied for user 'sail'@'10.244.0.9' (using password: YES)")])
            .PodLogs("brine-0", "main", false, Again(3, "2026-03-02T09:57:02.000000Z 412 [Note] [MY-010926] [Server] Access denied for user 'sail'@'10.244.0.9' (using password: YES)"))),
        new("s-1312", [CauseCode.DatabaseReadOnly], "brine", Places.Booking("brine", "keel").Owned("StatefulSet", "brine", Town.Spec(3306, more: "'args':['--super-read-only=ON']"), States.Ready, more: "'replicas':1").Service("brine", 3306)
            .App("keel", States.Ready, Places.Java("keel"), [.. Places.Boot("keel"), .. Again(3, "org.springframework.dao.InvalidDataAccessApiUsageException: could not execute statement; nested exception is java.sql.SQLException: The MySQL server is running with the --super-read-only option so it cannot execute this statement")])),
        new("s-1313", [CauseCode.DatabaseConnectionsExhausted], "brine", Places.Booking("brine", "keel", "mast", "rope").Owned("StatefulSet", "brine", Town.Spec(3306, more: "'args':['--max-connections=5']"), States.Ready, more: "'replicas':1").Service("brine", 3306)
            .App("keel", States.Ready, Places.Java("keel"), [.. Places.Boot("keel"), .. Again(3, "HikariPool-1 - Connection is not available, request timed out after 30001ms.")])
            .App("rope", States.Ready, Places.Java("rope"), [.. Places.Boot("rope"), .. Again(3, "HikariPool-1 - Connection is not available, request timed out after 30001ms.")])
            .App("mast", States.Crashing(), Places.Java("mast"), "java.sql.SQLNonTransientConnectionException: Too many connections")),
        new("s-1314", [CauseCode.DatabaseCredentialsInvalid], "plover", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("VALKEY_ADDR", "siskin:6379")), Again(4, "StackExchange.Redis.RedisServerException: NOAUTH Authentication required."))),
        new("s-1315", [CauseCode.OutOfMemory, CauseCode.MemoryPressure], "siskin", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("VALKEY_ADDR", "siskin:6379")), Again(4, "ReplyError: OOM command not allowed when used memory > 'maxmemory'."))),
        new("s-1316", [CauseCode.DatabaseConnectionsExhausted], "plover", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("CACHE", "siskin:6379")), Again(4, "redis.clients.jedis.exceptions.JedisExhaustedPoolException: Could not get a resource since the pool is exhausted", "Caused by: java.util.NoSuchElementException: Timeout waiting for idle object"))),
        new("s-1317", [CauseCode.DatabasePortWrong], "mast", Places.Booking("mast").Lively().Add("configmaps", "ConfigMap", "mast-env", "{'data':{'MAST_MYSQL_HOST':'brine','MAST_MYSQL_PORT':'13306'}}").App("mast", States.Crashing(), Places.Java("mast", more: "'envFrom':[{'configMapRef':{'name':'mast-env'}},{'secretRef':{'name':'mast-db'}}]"), "Caused by: java.net.ConnectException: Connection refused (Connection refused)")),
        new("s-1318", [CauseCode.ApplicationConfigInvalid, CauseCode.DatabaseCredentialsInvalid, CauseCode.ApplicationCrash], "sail", Places.Booking("sail").App("sail", States.Crashing(), Places.Java("sail"), "java.sql.SQLSyntaxErrorException: Unknown database 'sails'")),
        new("s-1319", [CauseCode.DependencyUnavailable], "gully", Places.Hill("gully").App("gully", States.Crashing(), Town.Spec(8083, Town.Env("KAFKA_BROKERS", "kafka.example.com:9092")), "kafka: client has run out of available brokers to talk to: dial tcp 203.0.113.9:9092: i/o timeout")),
    ];

    private static IEnumerable<Scenario> Gateways =>
    [
        new("s-1321", [CauseCode.GatewayMisroute, CauseCode.ServiceAddressWrong], "pier", Places.Booking("pier").Lively().App("pier", States.Ready, Town.Spec(env: string.Join(',', Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_0_URI", "http://rope:8080"), Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_0_PREDICATES_0", "Path=/api/v1/rope/**"), Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_1_URI", "http://mast:8080"), Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_1_PREDICATES_0", "Path=/api/v1/sail/**"), Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_2_URI", "http://mast:8080"), Town.Env("SPRING_CLOUD_GATEWAY_ROUTES_2_PREDICATES_0", "Path=/api/v1/mast/**"))),
            [.. Places.Boot("pier"), .. Again(4, "{\"timestamp\":\"2026-03-02T09:57:02\",\"path\":\"/api/v1/sail/7\",\"status\":404,\"error\":\"Not Found\"}")])),
        new("s-1322", [CauseCode.GatewayMisroute], "front", Town.Without().WithIngress("front", ("/", "heron"), ("/plover", "tern"), ("/tern", "tern")).Logs("tern", Again(5, "{\"method\":\"GET\",\"path\":\"/plover/9\",\"status\":404}"))),
        new("s-1323", [CauseCode.IngressBackendMissing], "front", Town.Without().Lively().WithIngress("front", ("/", "heron"), ("/plover", "plovers")).In("ingress-nginx").Event("Ingress", "front", "Sync", "Scheduled for sync", type: "Normal").In(TestCluster.Namespace)),
        new("s-1324", s_none, null, Places.Booking("pier").Lively().WithIngress("front", ("/", "pier"), ("/api", "pier"), ("/static", "pier")).App("pier", States.Ready, Mounting("pier-nginx"), "10.244.0.1 - - [02/Mar/2026:09:57:03 +0000] \"GET /api/v1/rope HTTP/1.1\" 200 8121", "10.244.0.1 - - [02/Mar/2026:09:57:03 +0000] \"GET /api/v1/sail HTTP/1.1\" 200 8121", "10.244.0.1 - - [02/Mar/2026:09:57:03 +0000] \"GET /robots.txt HTTP/1.1\" 404 12")
            .File("pier-nginx", "nginx.conf", "location /api/v1/rope { proxy_pass http://rope:8080; }\nlocation /api/v1/oldrope { proxy_pass http://rope:8080; }\nlocation /api/v1/sail { proxy_pass http://sail:8080; }\n")),
    ];

    private static IEnumerable<Scenario> Clients =>
    [
        new("s-1331", [CauseCode.ServiceAddressWrong], "heron", Town.Without("heron").Lively().App("heron", States.Ready, Town.Spec(env: Town.Env("TERN_ADDR", "localhost:8080") + "," + Town.Env("PLOVER_ADDR", "plover:8080")), Again(4, "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial tcp 127.0.0.1:8080: connect: connection refused\""))),
        new("s-1332", [CauseCode.ServiceAddressWrong], "heron", Town.Without("heron").App("heron", States.NotReady, Mounting("heron-conf", port: 8080), Again(4, "WARN tern unreachable: dial tcp 10.96.0.4:9090: connect: connection refused"))
            .File("heron-conf", "service-config.json", "{ 'tern': { 'addr': 'tern', 'port': 9090 }, 'plover': { 'addr': 'plover', 'port': 8080 } }")),
        new("s-1333", [CauseCode.DependencyUnavailable, CauseCode.DnsResolutionFailure, CauseCode.InitContainerFailed, CauseCode.ServiceAddressWrong], "tern", Town.Without("tern").Lively()
            .Deployment("tern", Town.Spec(pod: "'initContainers':[{'name':'wait','image':'busybox:1.36','command':['sh','-c','until nslookup ledger; do echo waiting for ledger; sleep 2; done']}]")).Service("tern")
            .Pod("tern", "{'phase':'Pending','conditions':[{'type':'Initialized','status':'False','reason':'ContainersNotInitialized'},{'type':'Ready','status':'False'}],'initContainerStatuses':[{'name':'wait','ready':false,'started':true,'restartCount':0,'state':{'running':{'startedAt':'2026-03-02T09:50:00Z'}}}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'waiting':{'reason':'PodInitializing'}}}]}")
            .PodLogs(TestCluster.PodName("tern"), "wait", false, Again(5, "Server:    10.96.0.10", "** server can't find ledger.shop.svc.cluster.local: NXDOMAIN", "waiting for ledger"))),
        new("s-1334", [CauseCode.RbacForbidden], "rail", Town.Without().Owned("Job", "rail", Town.Spec(pod: "'restartPolicy':'Never'"), "{'phase':'Failed','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:54:00Z'}}}]}", "w2x8k", "'completions':1")
            .PodLogs("rail-w2x8k", "main", false, "Error from server (Forbidden): pods is forbidden: User \"system:serviceaccount:shop:default\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"")),
        new("s-1335", [CauseCode.NetworkPolicyBlocks, CauseCode.DnsResolutionFailure], "no-egress", Town.Without("tern").Lively().App("tern", States.NotReady, Town.Spec(env: Town.Env("DB_HOST", "wren") + "," + Town.Env("DB_PORT", "5432")), Again(4, "psycopg2.OperationalError: could not translate host name \"wren\" to address: Temporary failure in name resolution"))
            .Add("networkpolicies", "NetworkPolicy", "no-egress", "{'spec':{'podSelector':{'matchLabels':{'app':'tern'}},'policyTypes':['Egress']}}")),
        new("s-1336", [CauseCode.CertificateExpired], "tern", Town.Without("heron", "tern").App("tern", States.Ready, Town.Spec(), Again(3, "http: TLS handshake error from 10.244.0.5:41234: remote error: tls: expired certificate"))
            .App("heron", States.Ready, Town.Spec(env: Town.Env("TERN_ADDR", "tern:8080")), Again(4, "Error: certificate has expired", "    at TLSSocket.onConnectSecure (node:_tls_wrap:1674:34) {", "  code: 'CERT_HAS_EXPIRED'"))),
    ];

    private static IEnumerable<Scenario> Starts =>
    [
        new("s-1341", [CauseCode.CreateContainerFailed, CauseCode.VolumeMountFailed, CauseCode.ApplicationConfigInvalid], "tern", Starting("failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/var/lib/kubelet/pods/5c1e/volume-subpaths/conf/main/0\" to rootfs at \"/app/config.yml\": mount src=/var/lib/kubelet/pods/5c1e, dst=/app/config.yml: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?")),
        new("s-1342", [CauseCode.ApplicationCrash, CauseCode.ApplicationConfigInvalid, CauseCode.RunAsNonRootViolation], "tern", Town.Without("tern").Lively().File("tern-conf", "default.conf", "server { listen 80; }").App("tern", States.Crashing(), Mounting("tern-conf", "/etc/nginx/conf.d"), "nginx: [warn] the \"user\" directive makes sense only if the master process runs with super-user privileges, ignored", "nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)")),
        new("s-1343", [CauseCode.CommandNotFound], "tern", Crash(127, "exec /usr/local/bin/entrypoint.sh: no such file or directory")),
        new("s-1344", [CauseCode.VolumeMountFailed], "wren", Town.Without("wren").Lively().App("wren", States.Waiting("ContainerCreating"), Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren'}}]")).Add("persistentvolumeclaims", "PersistentVolumeClaim", "wren", "{'spec':{'volumeName':'pv-1'},'status':{'phase':'Bound'}}")
            .PodEvent("wren", "FailedMount", "MountVolume.MountDevice failed for volume \"pv-1\" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name efs.csi.aws.com not found in the list of registered CSI drivers")),
        new("s-1345", [CauseCode.AdmissionWebhookUnavailable], "tern", Denied("Internal error occurred: failed calling webhook \"pods.policy.example.org\": failed to call webhook: Post \"https://policy.guard.svc:443/validate?timeout=10s\": service \"policy\" not found")),
        new("s-1346", [CauseCode.PodSecurityViolation], "loonet", Town.Without().Add("daemonsets", "DaemonSet", "loonet", "{'spec':{'selector':{'matchLabels':{'app':'loonet'}},'template':{'metadata':{'labels':{'app':'loonet'}},'spec':" + Town.Spec(pod: "'hostNetwork':true") + "}},'status':{'desiredNumberScheduled':2,'currentNumberScheduled':0,'numberReady':0}}").Event("DaemonSet", "loonet", "FailedCreate", "Error creating: pods \"loonet-\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true), hostPort (container \"main\" uses hostPort 9100)")),
        new("s-1347", [CauseCode.NodeSelectorMismatch], "tern", Pends("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.", "'nodeSelector':{'kubernetes.io/hostname':'extra-node'}")),
        new("s-1348", [CauseCode.SecretMissing], "tern", Town.Without("tern").App("tern", States.Waiting("ContainerCreating"), Town.Spec(pod: "'volumes':[{'name':'tls','secret':{'secretName':'tern-tls'}}]")).PodEvent("tern", "FailedMount", "MountVolume.SetUp failed for volume \"tls\" : secret \"tern-tls\" not found").PodEvent("tern", "FailedMount", "MountVolume.SetUp failed for volume \"kube-api-access-7x2kq\" : failed to sync configmap cache: timed out waiting for the condition")),
    ];

    private static IEnumerable<Scenario> Limits =>
    [
        new("s-1351", [CauseCode.OutOfMemory], "tern", Town.Without("tern").Lively().Deployment("tern", "{'containers':[{'name':'main','image':'i','ports':[{'containerPort':8080}]},{'name':'side','image':'j','resources':{'limits':{'memory':'20Mi'}}}]}").Service("tern")
            .Pod("tern", Status(("main", null), ("side", 137)).Replace("'reason':'Error'", "'reason':'OOMKilled'", StringComparison.Ordinal))),
        new("s-1352", [CauseCode.OutOfMemory], "tern", Town.Without("tern").Deployment("tern", Town.Spec(pod: "'initContainers':[{'name':'prepare','image':'i'}]")).Service("tern").Pod("tern", "{'phase':'Pending','conditions':[{'type':'Initialized','status':'False'},{'type':'Ready','status':'False'}],'initContainerStatuses':[{'name':'prepare','ready':false,'restartCount':4,'state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'exitCode':137,'reason':'OOMKilled','finishedAt':'2026-03-02T09:57:04Z'}}}],'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'waiting':{'reason':'PodInitializing'}}}]}")),
        new("s-1353", [CauseCode.HpaMetricsUnavailable, CauseCode.HpaMisconfigured], "heron", Town.Without().Lively().Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "heron", "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'heron'},'minReplicas':1,'maxReplicas':5},'status':{'currentReplicas':1,'desiredReplicas':1,'conditions':[{'type':'ScalingActive','status':'False','reason':'FailedGetResourceMetric','message':'the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container main of Pod heron-7d4b9c-00001'}]}}")),
        new("s-1354", [CauseCode.LivenessProbeTimingTooTight], "tern", Probed("livenessProbe", "'httpGet':{'path':'/healthz','port':8080},'timeoutSeconds':1,'periodSeconds':3,'failureThreshold':1", "Liveness probe failed: Get \"http://10.244.0.9:8080/healthz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)")),
        new("s-1355", [CauseCode.ReadinessProbePortWrong], "tern", Town.Without("tern").Lively().App("tern", States.NotReady, Town.Spec(more: "'readinessProbe':{'grpc':{'port':9091}}"), "INFO listening on 0.0.0.0:8080").PodEvent("tern", "Unhealthy", "Readiness probe failed: timeout: failed to connect service \"10.244.0.9:9091\" within 1s: context deadline exceeded")),
        new("s-1356", [CauseCode.ScaledToZero], "wren", Town.Without("wren", "tern").Lively().Owned("StatefulSet", "wren", Town.Spec(5432), null, more: "'replicas':0").Service("wren", 5432).App("tern", States.NotReady, Town.Spec(env: Town.Env("DB_HOST", "wren"), more: "'readinessProbe':{'httpGet':{'path':'/ready','port':8080}}"), Again(3, "connect ECONNREFUSED 10.96.0.5:5432")).PodEvent("tern", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503")),
    ];

    private static IEnumerable<Scenario> Calm =>
    [
        new("s-1361", s_none, null, Town.Without("tern").Lively().App("tern", States.Ready, Town.Spec(env: Town.Env("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://tern:29092") + "," + Town.Env("METRICS_ADDR", "0.0.0.0:9102") + "," + Town.Env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.observe:4317")), "traces export: context deadline exceeded: rpc error: code = DeadlineExceeded", "INFO 200 GET /items", "INFO 200 GET /items", "INFO 200 GET /items")),
        new("s-1362", s_none, null, Town.Without("plover").Lively().App("plover", States.Ready, Mounting("plover-conf"), "PageNotFoundHandler registered", "INFO FileNotFoundException swallowed while looking for optional file", "INFO TooManyOpenFilesGauge=0", "INFO databaseAccess ok", "INFO 200 GET /", "INFO 200 GET /")
            .File("plover-conf", "prometheus.yml", "scrape_configs:\n- job_name: all\n  static_configs:\n  - targets: ['tern:9102', 'heron:9102', 'gone:9100']\n# upstream http://old-tern:8080\n")),
        new("s-1363", s_none, null, Places.Hill().Lively().Node("worker-c", conditions: "[{'type':'KernelDeadlock','status':'False','reason':'KernelHasNoDeadlock'},{'type':'FrequentKubeletRestart','status':'False'},{'type':'MemoryPressure','status':'False'}]").Event("Node", "worker-c", "Starting", "Starting kubelet.", minutes: -50, type: "Normal").Event("Node", "worker-c", "InvalidDiskCapacity", "invalid capacity 0 on image filesystem", minutes: -50)),
        new("s-1365", s_none, null, Town.Without().Lively().Add("jobs", "Job", "rail-night", "{'metadata':{'creationTimestamp':'2026-03-02T03:00:00Z'},'spec':{'backoffLimit':0,'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'i'}]}}},'status':{'failed':1,'conditions':[{'type':'Failed','status':'True','reason':'BackoffLimitExceeded','lastTransitionTime':'2026-03-02T03:00:09Z'}]}}")),
        new("s-1366", [CauseCode.ApplicationCrash], "tern", Town.Without("tern").Lively().Deployment("tern", Town.Spec()).Service("tern")
            .Add("pods", "Pod", "tern-7d4b9c-00001", "{'metadata':{'labels':{'app':'tern'},'creationTimestamp':'2026-02-20T10:00:00Z','ownerReferences':[{'kind':'ReplicaSet','name':'tern-7d4b9c','controller':true}]}," + $"'spec':{{'nodeName':'worker-b','containers':[{{'name':'main','image':'i'}}]}},'status':{States.Crashing()}}}").Logs("tern", "panic: assignment to entry in nil map")),
        new("s-1364", s_none, null, Places.Booking().Lively().Logs("rope", Again(2, "2026-03-02 09:20:02.001  WARN 1 --- [HikariPool-1 housekeeper] com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=48s231ms).", "2026-03-02 09:30:02.001  INFO 1 --- [nio-8080-exec-1] GET /orders 200", "2026-03-02 09:40:02.001  INFO 1 --- [nio-8080-exec-1] GET /orders 200", "2026-03-02 09:50:02.001  INFO 1 --- [nio-8080-exec-1] GET /orders 200"))),
    ];

    private static TestCluster WithIngress(this TestCluster town, string name, params (string Path, string Service)[] paths) => town
        .Add("ingressclasses", "IngressClass", "edge", "{'spec':{'controller':'k8s.io/ingress-nginx'}}", ns: null)
        .Add("ingresses", "Ingress", name, "{'spec':{'ingressClassName':'edge','rules':[{'host':'app.example.org','http':{'paths':["
            + string.Join(',', paths.Select(p => $"{{'path':'{p.Path}','pathType':'Prefix','backend':{{'service':{{'name':'{p.Service}','port':{{'number':8080}}}}}}}}")) + "]}}]}}");
}
