using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>Jobs that failed for good, by their own condition. Why their pods failed is a deeper cause, where it is seen.</summary>
public sealed class JobDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.JobBackoffLimitExceeded, CauseCode.JobDeadlineExceeded];

    /// <inheritdoc/>
    public string Decides => "A Job's condition Failed, and its reason.";

    /// <inheritdoc/>
    public string Remedy => "Correct what the log of the last pod says, and start the Job anew.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var job in context.State.All<Job>())
        {
            var failed = job.Status.Conditions?.FirstOrDefault(c => c.Type == "Failed" && c.Status == "True");
            if (failed is null || (!context.IsRecent(failed.LastTransitionTime) && !IsNamed(job, context))) continue;
            var late = failed.Reason == "DeadlineExceeded";
            var owner = context.State.WorkloadOf(job.Reference) ?? job.Reference;
            yield return new Finding
            {
                Cause = late ? CauseCode.JobDeadlineExceeded : CauseCode.JobBackoffLimitExceeded,
                Object = owner,
                Summary = $"The Job {job.Name} failed: "
                    + (late
                        ? $"DeadlineExceeded{Of(job.Spec.ActiveDeadlineSeconds, " s")}."
                        : $"BackoffLimitExceeded{Of(job.Spec.BackoffLimit, " retries")}."),
                Confidence = Certainty.Implied,
                Citations = Cite.All(
                    Cite.Field(job, "status.conditions[Failed].message", failed.LastTransitionTime),
                    Cite.Field(job, "status.conditions[Failed].reason", failed.LastTransitionTime),
                    Cite.Field(job, late ? "spec.activeDeadlineSeconds" : "spec.backoffLimit")),
                Remedy = SafeRemedy.Of(
                    "Look at the log of its last pod; correct it and start the Job anew.",
                    [Kubectl.Logs(job.Reference), Kubectl.Describe(job.Reference)]),
                Since = failed.LastTransitionTime,
                Affects = [job.Reference],
            };
        }
    }

    // A Job that failed last night stays until somebody removes it.
    private static bool IsNamed(Job job, DiagnosisContext context) => context.Scope.Objects.Any(o => o == job.Reference || o == context.State.WorkloadOf(job.Reference));

    private static string Of(long? limit, string unit) => limit is { } value ? $" ({value}{unit})" : "";
}
