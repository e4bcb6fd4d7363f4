using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Containers that run, or did, and do not do their work.</summary>
internal static class RuntimeScenarios
{
    public static IEnumerable<Scenario> All => [.. Databases, .. Others];

    private static IEnumerable<Scenario> Databases =>
    [
        new("s-201", [CauseCode.DatabaseCredentialsInvalid], "tern", Client("tern", States.Crashing(), Db("wren", "5432"),
                "pq: password authentication failed for user \"tern\"", "exiting")
            .Logs("wren", "2026-03-02 09:57:01.420 UTC [88] FATAL:  password authentication failed for user \"tern\"")),
        new("s-202", [CauseCode.DatabaseCredentialsInvalid], "tern", Client("tern", States.NotReady, Db("wren", "5432"),
            "2026-03-02T09:56:02Z ERROR Access denied for user 'tern'@'10.244.0.7' (using password: YES)",
            "2026-03-02T09:57:02Z ERROR Access denied for user 'tern'@'10.244.0.7' (using password: YES)")),
        new("s-203", [CauseCode.DatabasePortWrong], "tern", Client("tern", States.NotReady, Db("wren", "5433"),
            "2026-03-02T09:57:02Z ERROR dial tcp 10.96.0.5:5433: connect: connection refused")),
        new("s-204", [CauseCode.DatabasePortWrong], "tern", Client("tern", States.Crashing(),
            Town.Env("DATABASE_URL", "postgres://tern@wren:5342/rates?sslmode=disable"),
            "failed to connect to `host=wren user=tern database=rates`: dial error (dial tcp 10.96.0.5:5342: i/o timeout)")),
        new("s-205", [CauseCode.DatabaseReadOnly], "wren", Client("tern", States.Ready, Db("wren", "5432"),
            "2026-03-02T09:56:02Z ERROR cannot execute INSERT in a read-only transaction (SQLSTATE 25006)",
            "2026-03-02T09:57:12Z ERROR cannot execute INSERT in a read-only transaction (SQLSTATE 25006)")),
        new("s-206", [CauseCode.DatabaseReadOnly], "siskin", Client("plover", States.Ready, Town.Env("CACHE_URL", "redis://siskin:6379"),
            "2026-03-02T09:56:02Z ERROR READONLY You can't write against a read only replica.",
            "2026-03-02T09:57:12Z ERROR READONLY You can't write against a read only replica.")),
        new("s-207", [CauseCode.DatabaseConnectionsExhausted], "wren", Client("tern", States.Ready, Db("wren", "5432"),
                "2026-03-02T09:56:02Z ERROR pq: sorry, too many clients already", "2026-03-02T09:57:12Z ERROR pq: sorry, too many clients already")
            .Logs("wren", "2026-03-02 09:57:11.420 UTC [1288] FATAL:  sorry, too many clients already")),
        new("s-208", [CauseCode.DatabaseConnectionsExhausted], "wren", Client("tern", States.NotReady, Db("wren", "5432"),
            "SQLSTATE[HY000] [1040] Too many connections", "SQLSTATE[HY000] [1040] Too many connections", "SQLSTATE[HY000] [1040] Too many connections")),
    ];

    private static IEnumerable<Scenario> Others =>
    [
        new("s-211", [CauseCode.ScaledToZero], "tern", Town.Without("tern").Deployment("tern", Town.Spec(), replicas: 0).Service("tern")
            .Logs("heron", "dial tcp 10.96.0.4:8080: connect: connection refused", "dial tcp 10.96.0.4:8080: connect: connection refused")
            .Check("tern.shop.svc:8080", false, "connection refused")),
        new("s-212", [CauseCode.ScaledToZero], "wren", Town.Without("wren").Deployment("wren", Town.Spec(5432), replicas: 0).Service("wren", 5432)
            .Logs("tern", "could not connect to server: Connection refused", "could not connect to server: Connection refused")),
        new("s-213", [CauseCode.Evicted], "tern", Town.Without("tern").Deployment("tern", Town.Spec()).Service("tern")
            .Pod("tern", States.Evicted("Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. "))
            .PodEvent("tern", "Evicted", "Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ")
            .Pod("tern", States.NotReady, number: 2)),
        new("s-214", [CauseCode.OutOfMemory], "tern", Client("tern", States.Restarted(137, "OOMKilled", restarts: 7), Db("wren", "5432"))),
        new("s-215", [CauseCode.OutOfMemory], "tern", Client("tern", States.Crashing(3), Db("wren", "5432"),
            "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space", "Terminating due to java.lang.OutOfMemoryError: Java heap space")),
        new("s-216", [CauseCode.RbacForbidden], "tern", Client("tern", States.Crashing(), Db("wren", "5432"),
            "E0302 09:57:01.113 leases.coordination.k8s.io \"tern\" is forbidden: User \"system:serviceaccount:shop:default\" cannot get resource \"leases\" in API group \"coordination.k8s.io\" in the namespace \"shop\"")),
        new("s-217", [CauseCode.StartupProbeTimingTooTight], "tern", Town.Without("tern")
            .Deployment("tern", Town.Spec(more: "'startupProbe':{'httpGet':{'path':'/up','port':8080},'periodSeconds':1,'failureThreshold':3}")).Service("tern")
            .Pod("tern", States.Crashing(137, seconds: 4)).Logs("tern", "loading 1.2 million rates", "loaded 11%")
            .PodEvent("tern", "Unhealthy", "Startup probe failed: Get \"http://10.244.0.9:8080/up\": dial tcp 10.244.0.9:8080: connect: connection refused")
            .PodEvent("tern", "Killing", "Container main failed startup probe, will be restarted")),
        new("s-218", [CauseCode.DependencyUnavailable], "tern", Client("tern", States.Crashing(), Town.Env("RATES_URL", "https://rates.example.com/v1"),
            "dial tcp 203.0.113.7:443: i/o timeout", "cannot load rates from https://rates.example.com/v1: dial tcp 203.0.113.7:443: i/o timeout")),
    ];

    private static string Db(string host, string port) => Town.Env("DB_HOST", host) + "," + Town.Env("DB_PORT", port);

    private static TestCluster Client(string name, string status, string env, params string[] lines) => Town.Without(name)
        .Deployment(name, Town.Spec(env: env)).Service(name).Pod(name, status).Logs(name, lines);
}
