using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// Deployments, StatefulSets and DaemonSets whose new revision does not come up. What keeps the new pods from working is a
/// deeper cause, where it is seen; alone, the change itself is named: which fields of the template differ from the
/// revision before. A revision whose own pods work is not to blame for others that do not.
/// </summary>
public sealed class RolloutDetector : IDetector
{
    // A rule waits before it fires, and a roll-out takes a while; a change from days ago is not what broke it now.
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.BadRollout, CauseCode.RolloutStuck];

    /// <inheritdoc/>
    public string Decides =>
        "A workload lacks ready pods of its newest ReplicaSet or ControllerRevision; where the template before differs, the changed fields are named.";

    /// <inheritdoc/>
    public string Remedy => "Return to the revision before, or correct what the newer one broke.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Troubled)
        {
            if (TemplateChange.Of(workload.Reference, context.State) is { } change
                && context.Scope.StartsAt - change.After.CreatedAt < s_recent && IsToBlame(change.After, workload))
            {
                yield return Changed(change);
            }
            else if (workload.Item is Deployment deployment && Stuck(deployment) is { } stuck)
            {
                yield return stuck;
            }
        }
    }

    // Some pod of the revision does not work, or it has none: nobody could make them.
    private static bool IsToBlame(Revision revision, WorkloadFacts workload)
    {
        var own = workload.Pods.Where(revision.Made).ToList();
        return own.Count == 0 || own.Any(PodFacts.IsTroubled);
    }

    private static Finding Changed(TemplateChange change) => new()
    {
        Cause = CauseCode.BadRollout,
        Object = change.Workload,
        Summary = $"{change.Workload} does not work since its revision {change.After.Number} changed {change.Describe()}.",
        // A change shortly before the trouble is suspect; that it made the trouble is not proved by that.
        Confidence = Certainty.General,
        Citations = Cite.All([.. change.Quotes(), Cite.Field(change.After.Item, "metadata.creationTimestamp")]),
        Remedy = SafeRemedy.Of("Where the change is meant, correct what it broke.", [Kubectl.History(change.Workload)]),
        Since = change.After.CreatedAt,
    };

    private static Finding? Stuck(Deployment deployment) =>
        deployment.Status.Conditions.FirstOrDefault(c => c.Type == "Progressing"
            && c.Reason == "ProgressDeadlineExceeded") is not { } condition
            ? null
            : new Finding
            {
                Cause = CauseCode.RolloutStuck,
                Object = deployment.Reference,
                Summary = $"The roll-out of {deployment.Reference} makes no progress.",
                // True, and the least that can be said: why it makes none is a better answer wherever it is seen.
                Confidence = Certainty.Even,
                Citations = Cite.All(
                    Cite.Field(deployment, "status.conditions[Progressing].message", condition.LastUpdateTime),
                    Cite.Field(deployment, "status.conditions[Progressing].reason", condition.LastUpdateTime)),
                Remedy = SafeRemedy.Of("Find out what keeps the new pods from being ready.",
                    [Kubectl.Describe(deployment.Reference), Kubectl.List("pods", deployment.Namespace)]),
                Since = condition.LastTransitionTime,
            };
}
