using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that run and say again and again what keeps them from their work: an expired certificate, a full volume, no
/// more files to open, a permission of the API that they lack, a configured name that their server
/// does not have. Containers that end are <see cref="CrashDetector"/>'s.
/// Who says that a certificate has expired may be its client or its bearer, so that this is less sure.
/// </summary>
public sealed class LoggedTroubleDetector : IDetector
{
    // A line may be left from a start that was tried again. Of a workload that the alert names one error is enough, if it is near the end.
    private const int LeastCount = 2;
    private const double LeastPosition = Thresholds.TroublePosition;

    // Lines tell the trouble surely and its owner less so; nothing else confirms it, so that none is as sure as what the
    // kubelet says. A certificate may be that of the other side. Where no volume is mounted it is the node's disk that is
    // full. The kernel's limit on open files may be the node's. A runtime that lacks memory may get it back. Many programs
    // ask for more permissions than they need, and go on without.
    private static readonly (CauseCode Code, string Says, double Confidence)[] s_troubles =
    [
        (CauseCode.CertificateExpired, "a certificate is not valid any more", Certainty.Implied),
        (CauseCode.VolumeFull, "its volume is full", Certainty.Logged),
        (CauseCode.FileDescriptorsExhausted, "it may open no further files", Certainty.Logged),
        (CauseCode.OutOfMemory, "it has no memory left", Certainty.Inferred),
        (CauseCode.RbacForbidden, "its ServiceAccount lacks a permission", Certainty.General),
        (CauseCode.VolumeMountPermissionDenied, "it may not read or write what is mounted", Certainty.Inferred),
        (CauseCode.ApplicationConfigInvalid, "its server has nothing of the name that it is configured with", Certainty.General),
    ];

    private const double WithoutVolume = Certainty.General;

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
        let match = MatchOf(workload, trouble.Code, context)
        where match is { Position: >= LeastPosition, Log.Previous: false } && !IsOfWatches(match)
            && (trouble.Code != CauseCode.VolumeMountPermissionDenied || IsHeldBack(workload))
            && (match.Count >= LeastCount || (context.NamedWorkloads.Contains(workload.Reference) && ErrorLevel.IsOf(match.Line)))
        select Find(workload.Reference, trouble.Code, trouble.Says, ConfidenceOf(trouble.Code, trouble.Confidence, match, workload), match);

    // Of settings only those that a server refuses by their name: programs that run word all else in their own ways. A program tries
    // names that it can do without, so that one which nobody misses is left alone.
    private static LogMatch? MatchOf(WorkloadFacts workload, CauseCode code, DiagnosisContext context)
    {
        if (code != CauseCode.ApplicationConfigInvalid) return context.LogFindings.Best(workload, code);
        if (!context.NamedWorkloads.Contains(workload.Reference)) return null;
        return context.LogFindings.Of(workload).Where(m => m.Signature.IsMissingName && !m.Log.Previous).MaxBy(m => m.Position);
    }

    private static double ConfidenceOf(CauseCode code, double usual, LogMatch match, WorkloadFacts workload) => code switch
    {
        CauseCode.CertificateExpired when IsRejected(match) => Certainty.Confirmed,
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
