using OpsWorker.Core.Findings;
using static OpsWorker.Diagnosis.Causes.SymptomPhrases;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Runtime: the process.</summary>
internal static class RuntimeCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(CauseCode.OutOfMemory, CauseLayer.Runtime, Restarts + "Last State: Terminated, Reason: OOMKilled."),
        new(
            CauseCode.ApplicationCrash,
            CauseLayer.Runtime,
            Restarts + "the application ends with an exit code of its own.",
            ShownByClients: true),
        new(CauseCode.ApplicationConfigInvalid, CauseLayer.Runtime, Restarts + "the log names a setting that is not valid."),
        new(
            CauseCode.EnvironmentVariableMissing,
            CauseLayer.Runtime,
            Restarts + "the log names an environment variable that is not set."),
        new(
            CauseCode.LivenessProbePortWrong,
            CauseLayer.Runtime,
            Restarts + "Liveness probe failed: connection refused, on a port that the application does not have."),
        new(
            CauseCode.LivenessProbeProtocolWrong,
            CauseLayer.Runtime,
            Restarts + "Liveness probe failed: malformed HTTP response, or another protocol's error."),
        new(CauseCode.LivenessProbePathWrong, CauseLayer.Runtime, Restarts + "Liveness probe failed: statuscode 404."),
        new(
            CauseCode.LivenessProbeTimingTooTight,
            CauseLayer.Runtime,
            Restarts + "Liveness probe failed, before the application had the time to answer.",
            ShownByClients: true),
        new(CauseCode.ReadinessProbePortWrong, CauseLayer.Runtime, NotReady + "Readiness probe failed: connection refused."),
        new(
            CauseCode.ReadinessProbeProtocolWrong,
            CauseLayer.Runtime,
            NotReady + "Readiness probe failed: malformed HTTP response, or another protocol's error."),
        new(CauseCode.ReadinessProbePathWrong, CauseLayer.Runtime, NotReady + "Readiness probe failed: statuscode 404."),
        new(
            CauseCode.ReadinessProbeTimingTooTight,
            CauseLayer.Runtime,
            NotReady + "Readiness probe failed: context deadline exceeded.",
            ShownByClients: true),
        new(CauseCode.StartupProbeTimingTooTight, CauseLayer.Runtime, Restarts + "Startup probe failed.", ShownByClients: true),
        new(CauseCode.ScaledToZero, CauseLayer.Runtime, "A Deployment or StatefulSet has READY 0/0 and something needs it."),
        new(
            CauseCode.DependencyUnavailable,
            CauseLayer.Dependency,
            "The log says that a server does not answer: connection refused, timeout.",
            ShownByClients: true),
        new(CauseCode.DatabaseCredentialsInvalid, CauseLayer.Runtime, "The log says password authentication failed, access denied."),
        new(
            CauseCode.DatabasePortWrong,
            CauseLayer.Runtime,
            "The log says connection refused, on a port that the database's Service does not have."),
        new(CauseCode.DatabaseReadOnly, CauseLayer.Runtime, "The log says cannot execute in a read-only transaction, READONLY."),
        new(
            CauseCode.DatabaseConnectionsExhausted,
            CauseLayer.Runtime,
            "The log says too many connections, remaining connection slots are reserved.",
            ShownByClients: true),
        new(CauseCode.CertificateExpired, CauseLayer.Runtime, "The log says x509: certificate has expired."),
        new(CauseCode.FileDescriptorsExhausted, CauseLayer.Runtime, "The log says too many open files."),
        new(CauseCode.Evicted, CauseLayer.Controllers, "Pods have STATUS Evicted."),
        new(CauseCode.CloudPermissionDenied, CauseLayer.Runtime, "A log or an event says AccessDenied, not authorized to perform.")
        {
            Refines =
            [
                .. GeneralCauses.Crash, CauseCode.DependencyUnavailable, CauseCode.ProvisioningFailed, CauseCode.VolumeAttachFailed,
                CauseCode.LoadBalancerProvisioningFailed,
            ],
        },
        new(
            CauseCode.SidecarNotReady,
            CauseLayer.Runtime,
            "A container ends while it starts, because its sidecar does not serve it yet.")
        {
            Refines = [.. GeneralCauses.Crash, CauseCode.DependencyUnavailable],
        },
        new(
            CauseCode.ReadinessReported,
            CauseLayer.Dependency,
            NotReady + "Readiness probe failed, and its output says why.",
            ShownByClients: true),
        new(
            CauseCode.LivenessProbeFailing,
            CauseLayer.Runtime,
            Restarts + "Liveness probe failed: statuscode 500, or the probe's output says why.",
            ShownByClients: true)
        {
            Refines = GeneralCauses.Crash,
        },
        new(CauseCode.ReadinessGateUnsatisfied, CauseLayer.Runtime, "READY is 1/1 and the pod is not Ready; READINESS GATES is 0/1."),
        new(
            CauseCode.MigrationLockHeld,
            CauseLayer.Runtime,
            Restarts + "the log waits for the lock of a schema migration.")
        {
            Refines = [.. GeneralCauses.Crash, CauseCode.DependencyUnavailable],
        },
        new(
            CauseCode.ReadOnlyRootFilesystem,
            CauseLayer.Runtime,
            Restarts + "the log says read-only file system.")
        {
            Refines = [.. GeneralCauses.Crash, CauseCode.VolumeMountPermissionDenied],
        },
    ];
}
