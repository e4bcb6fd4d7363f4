using OpsWorker.Core.Findings;
using static OpsWorker.Diagnosis.Causes.SymptomPhrases;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Startup: images, references, sandboxes and containers before the process runs.</summary>
internal static class StartupCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(
            CauseCode.ImageReferenceInvalid,
            CauseLayer.Startup,
            "STATUS is ImagePullBackOff, ErrImagePull or InvalidImageName: not found, manifest unknown."),
        new(
            CauseCode.ImagePullSecretMissing,
            CauseLayer.Startup,
            "STATUS is ImagePullBackOff: unauthorized, authentication required, pull access denied."),
        new(
            CauseCode.ImageRegistryUnreachable,
            CauseLayer.Startup,
            "STATUS is ImagePullBackOff: no such host, i/o timeout, connection refused."),
        new(CauseCode.ImageArchitectureMismatch, CauseLayer.Startup, Restarts + "the log says exec format error."),
        new(
            CauseCode.SecretMissing,
            CauseLayer.Startup,
            "STATUS is CreateContainerConfigError, or ContainerCreating with FailedMount: secret not found."),
        new(CauseCode.SecretKeyMissing, CauseLayer.Startup, "STATUS is CreateContainerConfigError: couldn't find key in Secret."),
        new(
            CauseCode.ConfigMapMissing,
            CauseLayer.Startup,
            "STATUS is CreateContainerConfigError, or ContainerCreating with FailedMount: configmap not found."),
        new(CauseCode.ConfigMapKeyMissing, CauseLayer.Startup, "STATUS is CreateContainerConfigError: couldn't find key in ConfigMap."),
        new(
            CauseCode.CommandNotFound,
            CauseLayer.Startup,
            "STATUS is RunContainerError or CrashLoopBackOff: executable file not found, or exit code 127."),
        new(
            CauseCode.RunAsNonRootViolation,
            CauseLayer.Startup,
            "STATUS is CreateContainerConfigError: container has runAsNonRoot and image will run as root."),
        new(CauseCode.InitContainerFailed, CauseLayer.Startup, "STATUS is Init:CrashLoopBackOff or Init:Error.", ShownByClients: true),
        new(CauseCode.PortConflict, CauseLayer.Startup, Restarts + "the log says address already in use."),
        new(CauseCode.CreateContainerFailed, CauseLayer.Startup, "STATUS is CreateContainerError or RunContainerError."),
        new(
            CauseCode.SandboxCreationFailed,
            CauseLayer.Startup,
            "A pod stays in ContainerCreating with the event FailedCreatePodSandBox."),
        new(CauseCode.ImagePullRateLimited, CauseLayer.Startup, "STATUS is ImagePullBackOff: 429 Too Many Requests, toomanyrequests."),
        new(
            CauseCode.ImageRegistryCertificateUntrusted,
            CauseLayer.Startup,
            "STATUS is ImagePullBackOff: x509: certificate signed by unknown authority."),
        new(
            CauseCode.NodeKernelSettingWrong,
            CauseLayer.Infrastructure,
            Restarts + "the log names a sysctl such as vm.max_map_count that is too low.")
        {
            Refines = [.. GeneralCauses.Crash, CauseCode.FileDescriptorsExhausted, CauseCode.VolumeFull],
        },
        new(
            CauseCode.CpuFeatureMissing,
            CauseLayer.Startup,
            Restarts + "exit code 132 (SIGILL), or the log names a CPU feature.")
        {
            Refines = GeneralCauses.Crash,
        },
    ];
}
