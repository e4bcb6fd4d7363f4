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

    private static TestCluster Two(int port) => new TestCluster()
        .Deployment("web", $"{{'containers':[{{'name':'main','image':'i','ports':[{{'containerPort':8080}}]}},{{'name':'side','image':'j','ports':[{{'containerPort':{port}}}]}}]}}")
        .Pod("web", States.Crashing());
}
