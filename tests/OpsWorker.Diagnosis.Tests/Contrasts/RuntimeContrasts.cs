using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>Containers that run, or try to.</summary>
internal static class RuntimeContrasts
{
    private const string Refused = "FATAL:  password authentication failed for user \"app\"";
    private const string Files = "accept4: too many open files";

    public static IEnumerable<Contrast> All =>
    [
        // A kill for memory; a kill by somebody.
        new(nameof(OutOfMemoryDetector), CauseCode.OutOfMemory, Web(States.Crashing(137, "OOMKilled")), Web(States.Crashing(137))),
        // A probe on a port that nothing has; a probe that fails because the application ends.
        new(nameof(ProbeDetector), CauseCode.LivenessProbePortWrong, Probed(9090, States.Restarted(137)), Probed(8080, States.Crashing())),
        // A probe whose program prints the reason; one that nobody answers.
        new(nameof(ReadinessReportDetector), CauseCode.ReadinessReported, Asked("Readiness probe failed: sealed: true"), Asked("Readiness probe failed: dial tcp 10.1.0.9:8080: connect: connection refused")),
        // A gate that nobody opened; one that is open while the container is not ready.
        new(nameof(ReadinessGateDetector), CauseCode.ReadinessGateUnsatisfied, Gated(ready: "true", gate: "False"), Gated(ready: "false", gate: "True")),
        // One client that is refused beside a database that is ready; two of them.
        new(nameof(RefusedDatabasePortDetector), CauseCode.DatabasePortWrong, RefusedClients("web"), RefusedClients("web", "api")),
        // A login that is refused again and again; one that was until the application got it right.
        new(nameof(DatabaseDetector), CauseCode.DatabaseCredentialsInvalid,
            new TestCluster().Healthy("web").Logs("web", "starting", Refused, Refused),
            new TestCluster().Healthy("web").Logs("web", "starting", Refused, "connected", "listening", "200 GET /", "200 GET /")),
        // A port that the database does not have; the one that it has.
        new(nameof(DatabasePortDetector), CauseCode.DatabasePortWrong, Client("db", 5432, "db:5433"), Client("db", 5432, "db:5432")),
        // Two containers on one port; two on their own.
        new(nameof(PortConflictDetector), CauseCode.PortConflict, Two(8080), Two(8081)),
        // A container that ends by itself; one that is killed for memory.
        new(nameof(CrashDetector), CauseCode.ApplicationCrash, Web(States.Crashing()).Logs("web", "panic: index out of range"), Web(States.Crashing(137, "OOMKilled"))),
        // What a container says to the end; what it said once while it started.
        new(nameof(LoggedTroubleDetector), CauseCode.FileDescriptorsExhausted,
            new TestCluster().Healthy("web").Logs("web", "listening", Files, Files),
            new TestCluster().Healthy("web").Logs("web", Files, "listening", "200 GET /", "200 GET /")),
        // A workload that somebody needs; one that may be switched off on purpose.
        new(nameof(ScaledToZeroDetector), CauseCode.ScaledToZero,
            new TestCluster().Healthy("web").Deployment("api", replicas: 0).Service("api").Call("web", "api"),
            new TestCluster().Healthy("web").Deployment("api", replicas: 0)),
    ];

    private static TestCluster Probed(int port, string status) => Web(status, $"'livenessProbe':{{'tcpSocket':{{'port':{port}}}}}")
        .PodEvent("web", "Unhealthy", $"Liveness probe failed: dial tcp 10.1.0.9:{port}: connect: connection refused");

    private static TestCluster Asked(string answer) =>
        Web(States.NotReady, "'readinessProbe':{'exec':{'command':['check']}}").PodEvent("web", "Unhealthy", answer);

    private static TestCluster Gated(string ready, string gate) => Web(
        $"{{'phase':'Running','conditions':[{{'type':'Ready','status':'False'}},{{'type':'example.org/gate','status':'{gate}'}}],"
            + $"'containerStatuses':[{{'name':'main','ready':{ready},'restartCount':0,'state':{{'running':{{'startedAt':'2026-03-02T09:54:00Z'}}}}}}]}}",
        pod: "'readinessGates':[{'conditionType':'example.org/gate'}]");

    private static TestCluster RefusedClients(params string[] clients)
    {
        var cluster = new TestCluster().Healthy("db", 3306);
        foreach (var name in clients)
        {
            cluster.Deployment(name).Pod(name, States.Crashing())
                .Logs(name, "com.mysql.cj.exceptions.CJCommunicationsException: Communications link failure", "Caused by: java.net.ConnectException: Connection refused");
        }

        return cluster;
    }

    private static TestCluster Two(int port) => new TestCluster()
        .Deployment("web", $"{{'containers':[{{'name':'main','image':'i','ports':[{{'containerPort':8080}}]}},{{'name':'side','image':'j','ports':[{{'containerPort':{port}}}]}}]}}")
        .Pod("web", States.Crashing());
}
