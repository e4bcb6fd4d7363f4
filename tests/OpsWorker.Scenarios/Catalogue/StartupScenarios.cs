using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Containers that are not created, or end as soon as they start.</summary>
internal static class StartupScenarios
{
    private const string Login = "{'name':'DB_PASSWORD','valueFrom':{'secretKeyRef':{'name':'tern-login','key':'password'}}}";
    private const string Mode = "{'name':'MODE','valueFrom':{'configMapKeyRef':{'name':'tern-settings','key':'mode'}}}";

    public static IEnumerable<Scenario> All => [.. References, .. Creation, .. Ends];

    private static IEnumerable<Scenario> References =>
    [
        new("s-101", [CauseCode.SecretMissing], "tern", Waits(Login, "secret \"tern-login\" not found")),
        new("s-102", [CauseCode.SecretKeyMissing], "tern", Waits(Login, "couldn't find key password in Secret shop/tern-login")
            .Add("secrets", "Secret", "tern-login", "{'type':'Opaque'}")),
        new("s-103", [CauseCode.ConfigMapKeyMissing], "tern", Waits(Mode, "couldn't find key mode in ConfigMap shop/tern-settings")
            .Add("configmaps", "ConfigMap", "tern-settings", "{'data':{'level':'info'}}")),
        new("s-104", [CauseCode.ConfigMapMissing], "tern", Mounts(
            "{'name':'settings','configMap':{'name':'tern-settings'}}", "MountVolume.SetUp failed for volume \"settings\" : configmap \"tern-settings\" not found")),
        new("s-105", [CauseCode.SecretKeyMissing], "tern", Mounts(
                "{'name':'keys','secret':{'secretName':'tern-keys','items':[{'key':'tls.crt','path':'tls.crt'}]}}",
                "MountVolume.SetUp failed for volume \"keys\" : references non-existent secret key: tls.crt")
            .Add("secrets", "Secret", "tern-keys", "{'type':'Opaque'}")),
        new("s-106", [CauseCode.SecretMissing], "tern", Mounts(
            "{'name':'keys','secret':{'secretName':'tern-keys'}}", "MountVolume.SetUp failed for volume \"keys\" : secret \"tern-keys\" not found")),
    ];

    private static IEnumerable<Scenario> Creation =>
    [
        new("s-111", [CauseCode.RunAsNonRootViolation], "tern", Waits(
            "", "container has runAsNonRoot and image will run as root (pod: \"tern-7d4b9c-00001_shop(5c1e0f6a-0000-4000-8000-000000000009)\", container: main)")),
        new("s-112", [CauseCode.CommandNotFound], "tern", Crashes(
            States.Crashing(128, "StartError", message: Runc + "exec: \"serve\": executable file not found in $PATH: unknown"))
            .PodEvent("tern", "Failed", "Error: " + Runc + "exec: \"serve\": executable file not found in $PATH: unknown")),
        new("s-113", [CauseCode.CommandNotFound], "tern", Crashes(States.Crashing(127), "sh: 1: gunicorn: not found")),
        new("s-114", [CauseCode.InitContainerFailed], "tern", InitFails()),
        new("s-115", [CauseCode.ImageArchitectureMismatch], "tern", Crashes(States.Crashing(255, seconds: 0), "exec /app/server: exec format error")),
        new("s-116", [CauseCode.PortConflict], "tern", SidecarTakesThePort()),
    ];

    private static IEnumerable<Scenario> Ends =>
    [
        new("s-121", [CauseCode.ApplicationCrash], "tern", Crashes(
            States.Crashing(), "Traceback (most recent call last):", "  File \"/srv/main.py\", line 41, in <module>", "    rates = table[region]", "IndexError: list index out of range")),
        new("s-122", [CauseCode.EnvironmentVariableMissing], "tern", Crashes(
            States.Crashing(2), "panic: environment variable \"LEDGER_URL\" not set", "", "goroutine 1 [running]:", "main.mustMapEnv(0xc00011be80, {0x8f2d11, 0xa})")),
        new("s-123", [CauseCode.EnvironmentVariableMissing], "tern", Crashes(
            States.Crashing(), "Traceback (most recent call last):", "  File \"<frozen os>\", line 685, in __getitem__", "KeyError: 'LEDGER_URL'")),
        new("s-124", [CauseCode.CertificateExpired], "tern", Crashes(
            States.Crashing(), "FATAL cannot serve: x509: certificate has expired or is not yet valid: current time 2026-03-02T09:57:01Z is after 2026-03-01T00:00:00Z")),
        new("s-125", [CauseCode.VolumeFull], "wren", Town.Without("wren")
            .Deployment("wren", Town.Spec(5432, pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'wren-data'}}]"))
            .Add("persistentvolumeclaims", "PersistentVolumeClaim", "wren-data", "{'spec':{'accessModes':['ReadWriteOnce'],'volumeName':'pv-1','resources':{'requests':{'storage':'1Gi'}}},'status':{'phase':'Bound'}}")
            .Pod("wren", States.Crashing()).Service("wren", 5432)
            .Logs("wren", "2026-03-02 09:57:01.120 UTC [27] PANIC:  could not write to file \"pg_wal/xlogtemp.27\": No space left on device", "2026-03-02 09:57:01.301 UTC [1] LOG:  startup process (PID 27) was terminated by signal 6: Aborted")
            .Logs("tern", "dial tcp 10.96.0.5:5432: connect: connection refused", "dial tcp 10.96.0.5:5432: connect: connection refused")),
        new("s-126", [CauseCode.ApplicationConfigInvalid], "tern", Crashes(
            States.Crashing(), "nginx: [emerg] unknown directive \"proxy_passs\" in /etc/nginx/conf.d/default.conf:7")),
        new("s-127", [CauseCode.FileDescriptorsExhausted], "tern", Crashes(
            States.Crashing(), "accept tcp [::]:8080: accept4: too many open files; retrying in 5ms", "accept tcp [::]:8080: accept4: too many open files; retrying in 1s")),
        new("s-128", [CauseCode.ApplicationCrash], "tern", Crashes(
            States.Crashing(134), "Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.", "   at Rates.Program.<Main>$(String[] args)")),
    ];

    private const string Runc =
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ";

    private static TestCluster Waits(string env, string message) => Town.Without("tern")
        .Deployment("tern", Town.Spec(env: env)).Service("tern")
        .Pod("tern", States.Waiting("CreateContainerConfigError", message))
        .PodEvent("tern", "Failed", "Error: " + message);

    private static TestCluster Mounts(string volume, string message) => Town.Without("tern")
        .Deployment("tern", Town.Spec(pod: $"'volumes':[{volume}]")).Service("tern")
        .Pod("tern", States.Waiting("ContainerCreating"))
        .PodEvent("tern", "FailedMount", message);

    private static TestCluster Crashes(string status, params string[] lines) => Town.Without("tern")
        .Deployment("tern", Town.Spec()).Service("tern")
        .Pod("tern", status).PreviousLogs("tern", lines).Logs("tern", lines)
        .PodEvent("tern", "BackOff", "Back-off restarting failed container main in pod tern-7d4b9c-00001_shop(5c1e0f6a-0000-4000-8000-000000000009)");

    private static TestCluster InitFails() => Town.Without("tern")
        .Deployment("tern", Town.Spec(pod: "'initContainers':[{'name':'prepare','image':'registry.example.org/team/tool:3'}]")).Service("tern")
        .Pod("tern", "{'phase':'Pending','conditions':[{'type':'Initialized','status':'False','reason':'ContainersNotInitialized'},{'type':'Ready','status':'False'}],"
            + "'initContainerStatuses':[{'name':'prepare','ready':false,'restartCount':5,'state':{'waiting':{'reason':'CrashLoopBackOff','message':'back-off 2m40s restarting failed container=prepare'}},"
            + "'lastState':{'terminated':{'exitCode':3,'reason':'Error','startedAt':'2026-03-02T09:57:00Z','finishedAt':'2026-03-02T09:57:04Z'}}}],"
            + "'containerStatuses':[{'name':'main','ready':false,'restartCount':0,'state':{'waiting':{'reason':'PodInitializing'}}}]}")
        .PodLogs("tern-7d4b9c-00001", "prepare", false, "applying 0042_rates.sql", "ERROR: relation \"rates\" already exists")
        .PodLogs("tern-7d4b9c-00001", "prepare", true, "applying 0042_rates.sql", "ERROR: relation \"rates\" already exists")
        .PodEvent("tern", "BackOff", "Back-off restarting failed container prepare in pod tern-7d4b9c-00001_shop(5c1e0f6a-0000-4000-8000-000000000009)");

    private static TestCluster SidecarTakesThePort() => Town.Without("tern")
        .Deployment("tern", "{'containers':[{'name':'main','image':'registry.example.org/team/app:2.4.1','ports':[{'containerPort':8080}]},{'name':'side','image':'registry.example.org/team/side:1'}]}")
        .Service("tern")
        .Pod("tern", "{'phase':'Running','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':["
            + "{'name':'main','ready':false,'restartCount':6,'state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:57:04Z'}}},"
            + "{'name':'side','ready':true,'restartCount':0,'state':{'running':{'startedAt':'2026-03-02T09:50:00Z'}}}]}")
        .PodLogs("tern-7d4b9c-00001", "main", false, "listen tcp 0.0.0.0:8080: bind: address already in use")
        .PodLogs("tern-7d4b9c-00001", "side", false, "serving on :8080");
}
