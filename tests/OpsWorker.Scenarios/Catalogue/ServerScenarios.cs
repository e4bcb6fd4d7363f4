using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>
/// Java services before a MySQL that is a StatefulSet: they are told its address by a Secret, whose values nobody sees,
/// so that only the logs speak.
/// </summary>
internal static class ServerScenarios
{
    private const string Link = "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure";

    public static IEnumerable<Scenario> All => [.. Logins, .. Ports, .. Scaled, .. Slow];

    private static IEnumerable<Scenario> Logins =>
    [
        new("s-221", [CauseCode.DatabaseCredentialsInvalid], "snipe", Snipe(States.Crashing(),
            "ERROR 1 --- [main] com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - Exception during pool initialization.",
            "java.sql.SQLException: Access denied for user 'snipe'@'10.244.1.23' (using password: YES)",
            "Caused by: org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'entityManagerFactory'")),
        new("s-222", [CauseCode.DatabaseConnectionsExhausted], "teal", Snipe(States.NotReady,
            "java.sql.SQLNonTransientConnectionException: Data source rejected establishment of connection,  message from server: \"Too many connections\"",
            "java.sql.SQLNonTransientConnectionException: Data source rejected establishment of connection,  message from server: \"Too many connections\"")),
        new("s-223", [CauseCode.DatabaseReadOnly], "teal", Snipe(States.Ready,
            "java.sql.SQLException: The MySQL server is running with the --super-read-only option so it cannot execute this statement",
            "java.sql.SQLException: The MySQL server is running with the --super-read-only option so it cannot execute this statement")),
        new("s-224", [CauseCode.DatabasePortWrong, CauseCode.DependencyUnavailable], "snipe", Snipe(States.Crashing(),
            "com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - Exception during pool initialization.", Link, "Caused by: java.net.ConnectException: Connection refused (Connection refused)")),
        new("s-225", [CauseCode.SecretMissing], "snipe", Mysql().Healthy("kite")
            .Deployment("snipe", Town.Spec(more: "'envFrom':[{'secretRef':{'name':'snipe-db'}}]")).Service("snipe")
            .Pod("snipe", States.Waiting("CreateContainerConfigError", "secret \"snipe-db\" not found")).PodEvent("snipe", "Failed", "Error: secret \"snipe-db\" not found")
            .Call("kite", "snipe").Call("snipe", "teal")),
        new("s-226", [CauseCode.DnsResolutionFailure], "snipe", Snipe(States.Crashing(), Link, "Caused by: java.net.UnknownHostException: teal", "Caused by: java.net.UnknownHostException: teal")),
    ];

    private static IEnumerable<Scenario> Ports =>
    [
        new("s-231", [CauseCode.PortConflict], "snipe", WithSide("main",
            "***************************", "APPLICATION FAILED TO START", "***************************", "Web server failed to start. Port 8080 was already in use.")),
        new("s-232", [CauseCode.PortConflict], "snipe", WithSide("side", "nginx: [emerg] bind() to 0.0.0.0:8080 failed (98: Address in use)", "nginx: [emerg] still could not bind()")),
        new("s-233", [CauseCode.ServiceAddressWrong], "kite", Mysql().Healthy("snipe").Deployment("kite", Town.Spec(env: Town.Env("SNIPE_SERVICE_HOST_NAME", "snipe.default.svc.cluster.local:8080"))).Service("kite").Pod("kite", States.Ready)
            .Logs("kite", "java.net.UnknownHostException: snipe.default.svc.cluster.local", "java.net.UnknownHostException: snipe.default.svc.cluster.local").Call("kite", "snipe")),
        new("s-234", [CauseCode.DnsResolutionFailure, CauseCode.NetworkPolicyBlocks], "kite", Mysql().Healthy("snipe")
            .Deployment("kite", Town.Spec(env: Town.Env("SNIPE", "http://snipe:8080"))).Service("kite").Pod("kite", States.Ready).Call("kite", "snipe")
            .Add("networkpolicies", "NetworkPolicy", "kite", "{'spec':{'podSelector':{'matchLabels':{'app':'kite'}},'policyTypes':['Egress'],'egress':[{'to':[{'podSelector':{}}]}]}}")
            .Logs("kite", "java.net.UnknownHostException: snipe: Temporary failure in name resolution", "java.net.UnknownHostException: snipe: Temporary failure in name resolution")),
    ];

    private static IEnumerable<Scenario> Scaled =>
    [
        new("s-241", [CauseCode.ScaledToZero], "snipe", Mysql().Healthy("kite").Deployment("snipe", Town.Spec(), replicas: 0).Service("snipe").Call("kite", "snipe").Call("snipe", "teal")),
        new("s-242", [CauseCode.ScaledToZero], "teal", Mysql(replicas: 0).Healthy("kite").Deployment("snipe", Town.Spec()).Service("snipe").Pod("snipe", States.Crashing())
            .Logs("snipe", Link, "Caused by: java.net.UnknownHostException: teal").Call("kite", "snipe").Call("snipe", "teal")),
        new("s-243", [CauseCode.CertificateExpired], "snipe", Snipe(States.NotReady,
            "javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
            "Caused by: java.security.cert.CertificateExpiredException: NotAfter: Sun Mar 01 00:00:00 UTC 2026",
            "Caused by: java.security.cert.CertificateExpiredException: NotAfter: Sun Mar 01 00:00:00 UTC 2026")),
        new("s-245", [CauseCode.VolumeFull], "snipe", Snipe(States.Ready,
            "ERROR cannot store upload: write /data/u-118: no space left on device", "ERROR cannot store upload: write /data/u-119: no space left on device")),
        new("s-246", [CauseCode.FileDescriptorsExhausted], "snipe", Snipe(States.Ready,
            "java.io.IOException: Too many open files", "java.io.IOException: Too many open files", "java.io.IOException: Too many open files")),
        new("s-247", [CauseCode.Healthy, CauseCode.NotFound], null, Snipe(States.Ready,
            "WARN certificate has expired for https://old.example.com, using the next", "INFO listening", "200 GET /", "200 GET /", "200 GET /")),
        new("s-244", [CauseCode.VolumeMountPermissionDenied], "teal", Mysql(status: States.Crashing())
            .Healthy("kite").Healthy("snipe").Call("kite", "snipe").Call("snipe", "teal")
            .PodLogs("teal-0", "main", false, "mysqld: Can't create/write to file '/var/lib/mysql/is_writable' (OS errno 13 - Permission denied)", "[ERROR] [MY-010187] [Server] Could not open file '/var/lib/mysql/error.log' for error logging: Permission denied")),
    ];

    private static IEnumerable<Scenario> Slow =>
    [
        new("s-251", [CauseCode.NetworkDelay], "snipe", Latencies(Mysql().Healthy("kite").Healthy("snipe").Healthy("ruff").Call("kite", "snipe").Call("kite", "ruff").Call("snipe", "teal"), 420, 418, 9)),
        new("s-252", [CauseCode.CpuSaturation, CauseCode.CpuThrottling], "snipe", Cpu(Latencies(Mysql().Healthy("kite").Deployment("snipe", Limited).Service("snipe").Pod("snipe", States.Ready).Healthy("ruff").Call("kite", "snipe").Call("kite", "ruff"), 300, 290, 9))),
        new("s-253", [CauseCode.Healthy, CauseCode.NotFound], null, Latencies(Mysql().Healthy("kite").Healthy("snipe").Healthy("ruff").Call("kite", "snipe").Call("kite", "ruff"), 11, 10, 9)),
    ];

    private const string Limited = "{'containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1','ports':[{'containerPort':8080}],'resources':{'limits':{'cpu':'500m'}}}]}";

    private static TestCluster Snipe(string status, params string[] lines) => Mysql().Healthy("kite")
        .Deployment("snipe", Town.Spec(more: "'envFrom':[{'secretRef':{'name':'snipe-db'}}]")).Service("snipe").Pod("snipe", status)
        .Add("secrets", "Secret", "snipe-db", "{'type':'Opaque'}").Logs("snipe", lines).Call("kite", "snipe").Call("snipe", "teal");

    // Two containers of which the named one came second, and ends.
    private static TestCluster WithSide(string ends, params string[] lines)
    {
        static string Ended(string name) => $"{{'name':'{name}','ready':false,'restartCount':6,'state':{{'waiting':{{'reason':'CrashLoopBackOff'}}}},'lastState':{{'terminated':{{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:57:04Z'}}}}}}";
        static string Runs(string name) => $"{{'name':'{name}','ready':true,'restartCount':0,'state':{{'running':{{'startedAt':'2026-03-02T09:50:00Z'}}}}}}";
        var statuses = string.Join(',', new[] { "main", "side" }.Select(c => c == ends ? Ended(c) : Runs(c)));
        return Mysql().Healthy("kite").Deployment("snipe", "{'containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1'},{'name':'side','image':'nginx:1.27'}]}").Service("snipe")
            .Pod("snipe", $"{{'phase':'Running','conditions':[{{'type':'Ready','status':'False'}}],'containerStatuses':[{statuses}]}}")
            .PodLogs(TestCluster.PodName("snipe"), ends, false, lines).PodLogs(TestCluster.PodName("snipe"), ends, true, lines)
            .Call("kite", "snipe").Call("snipe", "teal");
    }

    private static TestCluster Mysql(int replicas = 1, string? status = null)
    {
        const string pod = "'containers':[{'name':'main','image':'mysql:8.0','ports':[{'containerPort':3306}]}],'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data-teal-0'}}]";
        var town = new TestCluster().Node("worker-b");
        Town.AddDns(town, States.Ready);
        town.Add("statefulsets", "StatefulSet", "teal", $"{{'spec':{{'replicas':{replicas},'serviceName':'teal','selector':{{'matchLabels':{{'app':'teal'}}}},'template':{{'metadata':{{'labels':{{'app':'teal'}}}},'spec':{{{pod}}}}}}}}}")
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data-teal-0", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pv-7'},'status':{'phase':'Bound'}}")
            .Add("services", "Service", "teal", "{'spec':{'clusterIP':'None','selector':{'app':'teal'},'ports':[{'port':3306,'targetPort':3306}]}}");
        if (replicas == 0) return town;
        return town.Add("pods", "Pod", "teal-0", $"{{'metadata':{{'labels':{{'app':'teal'}},'ownerReferences':[{{'kind':'StatefulSet','name':'teal','controller':true}}]}},'spec':{{'nodeName':'worker-b',{pod}}},'status':{status ?? States.Ready}}}");
    }

    // Twelve minutes of samples, of which the last six are after the trouble began.
    private static TestCluster Latencies(TestCluster town, double kite, double snipe, double ruff)
    {
        foreach (var (name, after) in new[] { ("kite", kite), ("snipe", snipe), ("ruff", ruff) })
        {
            foreach (var quantile in new[] { "p50", "p90" })
            {
                town.Series("request_latency_" + quantile, $"{{'namespace':'shop','service':'{name}','pod':'{TestCluster.PodName(name)}','unit':'milliseconds'}}", Steps(9, after));
            }
        }

        return town;
    }

    private static TestCluster Cpu(TestCluster town) => town
        .Series("container_cpu_usage", $"{{'namespace':'shop','service':'snipe','pod':'{TestCluster.PodName("snipe")}','unit':'cores'}}", Steps(0.06, 0.497))
        .Series("container_cpu_cfs_throttled", $"{{'namespace':'shop','service':'snipe','pod':'{TestCluster.PodName("snipe")}'}}", Steps(0, 7.5));

    private static double[] Steps(double before, double after) =>
        [.. Enumerable.Range(0, 24).Select(i => (i < 12 ? before : after) * (1 + (i % 3 * 0.02)))];
}
