using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Workloads that lack pods because the API server refuses to create them, with what it said. Refusals that lie before
/// the workload got its pods are history.
/// </summary>
/// <param name="Workload">The workload.</param>
/// <param name="Said">The object that has the refusal: an event, or the workload.</param>
/// <param name="Path">Where in it.</param>
/// <param name="Message">The refusal.</param>
internal sealed record RefusedPods(WorkloadFacts Workload, KubernetesObject Said, string Path, string Message)
{
    private const string ConditionPath = "status.conditions[ReplicaFailure].message";

    public static IEnumerable<RefusedPods> Of(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.LacksPods))
        {
            var refused = Telling([.. context.EventsOf(workload).Where(e => e.Reason == "FailedCreate" && e.Text.Length > 0)]);
            if (refused is not null)
            {
                yield return new RefusedPods(workload, refused, refused.TextField, refused.Text);
            }
            else if (Condition(workload) is { } message)
            {
                yield return new RefusedPods(workload, workload.Item!, ConditionPath, message);
            }
        }
    }

    /// <summary>The time of the API server's first refusal, as far as that is known; never before the workload was made.</summary>
    public DateTimeOffset? Since => (Said as Event)?.FirstAt ?? Workload.Item?.Metadata.CreationTimestamp;

    /// <summary>Quotes the refusal.</summary>
    public Citation? Quote() => Cite.Field(Said, Path, (Said as Event)?.LastAt);

    // That a request took too long says nothing where an earlier refusal says who did not answer.
    private static Event? Telling(IReadOnlyList<Event> refusals) =>
        refusals.FirstOrDefault(e => !e.Text.Contains("request did not complete within", StringComparison.OrdinalIgnoreCase)) ?? (refusals.Count > 0 ? refusals[0] : null);

    private static string? Condition(WorkloadFacts workload) => workload.Item is Workload w
        && w.Status.Conditions.FirstOrDefault(c => c.Type == "ReplicaFailure" && c.Status == "True") is { Message: { Length: > 0 } message }
        ? message
        : null;
}
