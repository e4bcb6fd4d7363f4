using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that end by themselves again and again. The log says why where it bears a known signature; otherwise the
/// crash is the application's, with the line that says most. What the kubelet kills (probes, memory) and what databases
/// refuse is other detectors'.
/// </summary>
public sealed class CrashDetector : IDetector
{
    private const int PreviousLines = 100;

    private static readonly Dictionary<CauseCode, string> s_explained = new()
    {
        [CauseCode.ImageArchitectureMismatch] = "its program is not made for the node's processor",
        [CauseCode.CertificateExpired] = "a certificate is not valid any more",
        [CauseCode.PortConflict] = "another process of the pod already listens on its port",
        [CauseCode.FileDescriptorsExhausted] = "it may open no further files",
        [CauseCode.VolumeFull] = "its volume is full",
        [CauseCode.OutOfMemory] = "it has no memory left",
        [CauseCode.VolumeMountPermissionDenied] = "it may not read or write what is mounted",
        [CauseCode.EnvironmentVariableMissing] = "an environment variable that it needs is not set",
        [CauseCode.RbacForbidden] = "its ServiceAccount lacks a permission",
        [CauseCode.ApplicationConfigInvalid] = "it refuses its configuration",
        [CauseCode.DnsResolutionFailure] = "a name that it needs does not resolve",
        [CauseCode.DependencyUnavailable] = "something that it needs does not answer",
    };

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_explained.Keys, CauseCode.ApplicationCrash, CauseCode.InitContainerFailed];

    /// <inheritdoc/>
    public string Decides => "A container ends with an error again and again; the words in its log decide why.";

    /// <inheritdoc/>
    public string Remedy => "Correct what the log names; where it began with a revision, return to the one before.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let crashing = workload.Pods.SelectMany(ContainerFacts.Of).FirstOrDefault(c => EndsByItself(c, context))
        where crashing is not null
        let finding = Find(workload, crashing, context)
        where finding is not null
        select finding;

    private static bool EndsByItself(ContainerFacts container, DiagnosisContext context)
    {
        if (!container.IsCrashing || !context.IsCurrent(container)
            || container.LastEnd is { Reason: "OOMKilled" or "StartError" or "ContainerCannotRun" }) return false;
        if (container.LastEnd?.ExitCode is 137 or 143) return false;
        return !(container.Spec is not null && ProbeFailure.Of(container, context).Any(f => ProbeVerdict.Judge(f, context) is not null));
    }

    private static Finding? Find(WorkloadFacts workload, ContainerFacts container, DiagnosisContext context)
    {
        WantPrevious(container, context);
        var matches = context.LogFindings.Of(container.Pod)
            .Where(m => m.Log.Container is null || container.Status.Name is "" || m.Log.Container == container.Status.Name).ToList();
        if (matches.Exists(m => m.Signature.Code is CauseCode.DatabaseCredentialsInvalid or CauseCode.DatabaseReadOnly
            or CauseCode.DatabaseConnectionsExhausted))
        {
            return null;
        }

        var match = matches.Where(m => Fits(m, workload)).OrderByDescending(m => m.Log.Previous).ThenBy(m => Rank(m.Signature))
            .FirstOrDefault();
        var line = match?.Quote() ?? ErrorLine.Of(LogsOf(container, context), container.EndsAtStart);
        var code = match?.Signature.Code ?? (container.IsInit ? CauseCode.InitContainerFailed : CauseCode.ApplicationCrash);
        return new Finding
        {
            Cause = code,
            Object = workload.Reference,
            Summary = $"{container.Title} of {workload.Reference} {Ends(container)}"
                + (match is not null ? $": {s_explained[code]}." : line is null ? "." : $": {ShortText.Of(line.Quote)}"),
            Confidence = match is not null ? match.Signature.Confidence + Certainty.LastWordsAddend
                : line is not null ? Certainty.Between(Certainty.Inferred, Certainty.Implied, 0.5) : Certainty.General,
            Citations = Cite.All(
                line,
                Cite.Field(container.Pod, container.LastEndPath, container.LastEnd?.FinishedAt),
                Cite.Field(container.Pod, container.WaitingReasonPath),
                Cite.Field(container.Pod, container.StatusPath + ".restartCount")),
            Remedy = SafeRemedy.Of(
                "Correct what the log names.",
                [Kubectl.Logs(container.Pod.Reference, container.Status.Name, previous: true), Kubectl.Describe(container.Pod.Reference)]),
            Since = FailureOnset.Of(container, context),
        };
    }

    private static string Ends(ContainerFacts container) =>
        (container.LastEnd is { } end ? $"ends with exit code {end.ExitCode}" : "ends with an error")
        + (container.Status.RestartCount > 1 ? $", {container.Status.RestartCount} restarts" : "");

    private static int Rank(LogSignature signature) => LogSignature.All.Select((s, i) => (s, i)).First(x => x.s == signature).i;

    // "Permission denied" is about a mount only where something is mounted, and not where a port is bound.
    private static bool Fits(LogMatch match, WorkloadFacts workload) =>
        s_explained.ContainsKey(match.Signature.Code)
        && !(match.Signature.Code == CauseCode.VolumeMountPermissionDenied
            && match.Line.Contains("bind", StringComparison.OrdinalIgnoreCase))
        && (match.Signature.Code is not (CauseCode.VolumeMountPermissionDenied or CauseCode.VolumeFull)
            || MayMount(workload) || match.Signature.Code == CauseCode.VolumeFull);

    // Of a workload without a known specification nothing is known of its volumes either.
    private static bool MayMount(WorkloadFacts workload) => workload.Item is StatefulSet { Spec.VolumeClaimTemplates.Count: > 0 }
        || workload.Template?.Spec.Containers.All(c => string.IsNullOrEmpty(c.Image) && c.VolumeMounts.Count == 0) != false
        || workload.Template?.Spec.Volumes.Any(v =>
            v.PersistentVolumeClaim is not null || v.HostPath is not null || v.ConfigMap is not null || v.Secret is not null) == true;

    private static IEnumerable<ContainerLog> LogsOf(ContainerFacts container, DiagnosisContext context) =>
        container.LogsIn(context.State);

    private static void WantPrevious(ContainerFacts container, DiagnosisContext context)
    {
        if (container.Status.RestartCount == 0) return;
        context.Want(new Query
        {
            Verb = QueryVerb.Logs,
            Namespace = container.Pod.Namespace,
            Name = container.Pod.Name,
            Container = container.Status.Name,
            Previous = true,
            TailLines = PreviousLines,
        });
    }
}
