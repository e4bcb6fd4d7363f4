using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that run and say again and again what keeps them from their work: an expired certificate, a full volume, no
/// more files to open, a permission of the API that they lack. Containers that end are <see cref="CrashDetector"/>'s.
/// Who says that a certificate has expired may be its client or its bearer, so that this is less sure.
/// </summary>
public sealed class LoggedTroubleDetector : IDetector
{
    // A line may be left from a start that was tried again. Of a workload that the alert names one error is enough, if it is near the end.
    private const int LeastCount = 2;
    private const double LeastPosition = 0.5;

    // Lines tell the trouble surely and its owner less so; nothing else confirms it, so that none is as sure as what the
    // kubelet says. A certificate may be that of the other side. Where no volume is mounted it is the node's disk that is
    // full. The kernel's limit on open files may be the node's. A runtime that lacks memory may get it back. Many programs
    // ask for more permissions than they need, and go on without.
    private static readonly (CauseCode Code, string Says, double Confidence)[] s_troubles =
    [
        (CauseCode.CertificateExpired, "a certificate is not valid any more", 0.8),
        (CauseCode.VolumeFull, "its volume is full", 0.85),
        (CauseCode.FileDescriptorsExhausted, "it may open no further files", 0.85),
        (CauseCode.OutOfMemory, "it has no memory left", 0.75),
        (CauseCode.RbacForbidden, "its ServiceAccount lacks a permission", 0.65),
        (CauseCode.VolumeMountPermissionDenied, "it may not read or write what is mounted", 0.75),
    ];

    private const double WithoutVolume = 0.6;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_troubles.Select(t => t.Code)];

    /// <inheritdoc/>
    public string Decides =>
        "A container that runs says up to the end of its log in known words what it lacks: more than once, or once "
        + "where the alert names it.";

    /// <inheritdoc/>
    public string Remedy => "Give the application what its log says that it lacks.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        where !workload.Pods.SelectMany(ContainerFacts.Of).Any(c => c.IsCrashing)
        from trouble in s_troubles
        let match = context.LogFindings.Best(workload, trouble.Code)
        where match is { Position: >= LeastPosition, Log.Previous: false } && !IsOfWatches(match)
            && (trouble.Code != CauseCode.VolumeMountPermissionDenied || IsHeldBack(workload))
            && (match.Count >= LeastCount || (context.NamedWorkloads.Contains(workload.Reference) && ErrorLevel.IsOf(match.Line)))
        select Find(workload.Reference, trouble.Code, trouble.Says, Certainty(trouble.Code, trouble.Confidence, match, workload), match);

    private static double Certainty(CauseCode code, double usual, LogMatch match, WorkloadFacts workload) => code switch
    {
        CauseCode.CertificateExpired when IsRejected(match) => 0.9,
        CauseCode.VolumeFull when !HasVolume(workload) => WithoutVolume,
        _ => usual,
    };

    // A peer ended the handshake: it is the certificate of the one who writes this.
    private static bool IsRejected(LogMatch match) =>
        match.Line.Contains("remote error", StringComparison.OrdinalIgnoreCase) || match.Line.Contains("alert certificate expired", StringComparison.OrdinalIgnoreCase);

    // The kernel has the same words for a node that may watch no more files: no disk is full then.
    private static bool IsOfWatches(LogMatch match) => match.Line.Contains("inotify", StringComparison.OrdinalIgnoreCase);

    // Programs that work try many a file that is not theirs.
    private static bool IsHeldBack(WorkloadFacts workload) => HasVolume(workload)
        && workload.Pods.SelectMany(ContainerFacts.Of).Any(c => c.Status is { Ready: false, State.Running: not null });

    private static bool HasVolume(WorkloadFacts workload) => workload.Item is StatefulSet { Spec.VolumeClaimTemplates.Count: > 0 }
        || workload.Template?.Spec.Volumes.Any(v => v.PersistentVolumeClaim is not null || v.HostPath is not null) == true;

    private static Finding Find(ObjectReference workload, CauseCode code, string says, double confidence, LogMatch match) => new()
    {
        Cause = code,
        Object = workload,
        Summary = $"{workload} runs and cannot do its work: {says}.",
        Confidence = confidence,
        Citations = Cite.All(match.Quote()),
        Remedy = SafeRemedy.Of("Give it what its log says it lacks.", [Kubectl.Logs(workload), Kubectl.Describe(workload)]),
    };
}
