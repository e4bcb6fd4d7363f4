using OpsWorker.Diagnosis.Ranking;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// CronJobs that do not run: suspended, with a schedule that cannot be understood, or too late. Many CronJobs are
/// suspended on purpose: that counts only where the alert names the CronJob.
/// </summary>
public sealed class CronJobDetector : IDetector
{
    private const string Advice = "Correct the CronJob; what was missed can be started by hand.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CronJobSuspended, CauseCode.CronJobScheduleInvalid, CauseCode.CronJobMissed];

    /// <inheritdoc/>
    public string Decides => "A CronJob's suspend field where the alert names it, or the controller's events about its schedule.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) => context.State.All<CronJob>().SelectMany(c => Judge(c, context));

    private static IEnumerable<Finding> Judge(CronJob job, DiagnosisContext context)
    {
        if (job.Spec.Suspend)
        {
            var named = context.Scope.Objects.Contains(job.Reference);
            yield return Find(job, CauseCode.CronJobSuspended, "is suspended", named ? Certainty.Proved : Certainty.Incidental,
                Cite.Field(job, "spec.suspend"));
        }

        if (CronSchedule.IsInvalid(job.Spec.Schedule))
        {
            yield return Find(
                job, CauseCode.CronJobScheduleInvalid, $"has the schedule \"{job.Spec.Schedule}\", which is none", Certainty.Proved,
                Cite.Field(job, "spec.schedule"));
            yield break;
        }

        if (FieldPath.Find(job.Raw, "spec.startingDeadlineSeconds") is { ValueKind: JsonValueKind.Number } deadline
            && deadline.TryGetInt64(out var seconds) && seconds < 0)
        {
            yield return Find(job, CauseCode.CronJobMissed, $"never starts in time: its starting deadline is {seconds} seconds",
                Certainty.Stated,
                Cite.Field(job, "spec.startingDeadlineSeconds"));
            yield break;
        }

        foreach (var said in context.State.EventsOf(job.Reference).OrderByDescending(e => e.LastAt))
        {
            if (said.Reason is "UnparseableSchedule" or "InvalidSchedule" or "UnknownTimeZone")
            {
                yield return Find(job, CauseCode.CronJobScheduleInvalid, "has a schedule that cannot be understood", Certainty.Proved,
                    Cite.Event(said), Cite.Field(job, "spec.schedule"));
                yield break;
            }

            if (said.Reason == "JobAlreadyActive" && Held(job, context) is { } held)
            {
                yield return Find(job, CauseCode.CronJobMissed,
                    "misses its starts: the Job before does not end, as a container beside the one that is done still runs",
                        Certainty.Implied,
                    Cite.Event(said), Cite.Field(held, "status.containerStatuses"));
                yield break;
            }

            if (said.Reason is "MissSchedule" or "TooManyMissedTimes" or "MissedSchedule")
            {
                yield return Find(job, CauseCode.CronJobMissed, "missed its start", Certainty.Implied, Cite.Event(said),
                    Cite.Field(job, "spec.startingDeadlineSeconds"));
                yield break;
            }
        }
    }

    // A pod of the CronJob of which one container did its work and another, which never ends, keeps the pod alive.
    private static Pod? Held(CronJob job, DiagnosisContext context) => context.State.All<Pod>().FirstOrDefault(p =>
        p.Status.Phase == "Running" && context.State.WorkloadOf(p.Reference) == job.Reference
        && p.Status.ContainerStatuses.Any(c => c.State.Terminated is { ExitCode: 0 })
            && p.Status.ContainerStatuses.Any(c => c.State.Running is not null));

    private static Finding Find(CronJob job, CauseCode code, string why, double confidence, params Citation?[] proof) => new()
    {
        Cause = code,
        Object = job.Reference,
        Summary = $"{job.Reference} {why}.",
        Confidence = confidence,
        Citations = Cite.All(proof),
        Remedy = SafeRemedy.Of(Advice,
            [Kubectl.Edit(job.Reference), Kubectl.RunOnce(job.Reference)]),
    };
}
