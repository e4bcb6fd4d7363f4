using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// Deployments whose new revision does not come up. What keeps the new pods from working is a deeper cause, where it is
/// seen; alone, the change itself is named: which fields of the template differ from the revision before.
/// </summary>
public sealed class RolloutDetector : IDetector
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private static readonly string[] s_fields = ["image", "command", "args", "env", "envFrom", "resources", "ports", "livenessProbe", "readinessProbe", "startupProbe"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.BadRollout, CauseCode.RolloutStuck];

    /// <inheritdoc/>
    public string Decides => "A Deployment lacks ready pods of its newest ReplicaSet; where the previous one's template differs, the change is named.";

    /// <inheritdoc/>
    public string Remedy => "Return to the revision before.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Item is Deployment && w.IsTroubled))
        {
            var sets = context.State.All<ReplicaSet>()
                .Where(r => r.Namespace == workload.Reference.Namespace && r.Metadata.OwnerReferences.Any(o => o.Name == workload.Reference.Name))
                .OrderByDescending(Revision).ToList();
            var change = sets.Count > 1 ? ChangeBetween(sets[1], sets[0]) : null;
            if (change is not null && context.Scope.StartsAt - sets[0].Metadata.CreationTimestamp < TimeSpan.FromHours(1))
            {
                yield return Changed(workload.Reference, sets[1], sets[0], change);
            }
            else if (Stuck((Deployment)workload.Item!) is { } stuck)
            {
                yield return stuck;
            }
        }
    }

    private static Finding Changed(ObjectReference workload, ReplicaSet before, ReplicaSet after, string path) => new()
    {
        Cause = CauseCode.BadRollout,
        Object = workload,
        Summary = $"{workload} does not work since its revision {Revision(after)} changed {path[(path.LastIndexOf('.') + 1)..]}.",
        Confidence = 0.6,
        Citations = Cite.All(Cite.Field(after, path), Cite.Field(before, path), Cite.Field(after, "metadata.creationTimestamp")),
        Remedy = new Remedy("Return to the revision before.", [Kubectl.Undo(workload), Kubectl.History(workload)]),
        Since = after.Metadata.CreationTimestamp,
    };

    private static Finding? Stuck(Deployment deployment) =>
        deployment.Status.Conditions.FirstOrDefault(c => c.Type == "Progressing" && c.Reason == "ProgressDeadlineExceeded") is not { } condition
            ? null
            : new Finding
            {
                Cause = CauseCode.RolloutStuck,
                Object = deployment.Reference,
                Summary = $"The roll-out of {deployment.Reference} makes no progress.",
                Confidence = 0.5,
                Citations = Cite.All(
                    Cite.Field(deployment, "status.conditions[Progressing].message", condition.LastUpdateTime),
                    Cite.Field(deployment, "status.conditions[Progressing].reason", condition.LastUpdateTime)),
                Remedy = new Remedy("Find out what keeps the new pods from being ready, or return to the revision before.",
                    [Kubectl.Describe(deployment.Reference), Kubectl.Undo(deployment.Reference)]),
                Since = condition.LastTransitionTime,
            };

    private static long Revision(ReplicaSet set) =>
        long.TryParse(set.Metadata.Annotations.GetValueOrDefault(RevisionAnnotation), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    // The first field of a container that differs; the API writes equal templates in equal words.
    private static string? ChangeBetween(ReplicaSet before, ReplicaSet after) =>
        (from container in ClusterState.TemplateOf(after)!.Spec.Containers
         from field in s_fields
         let path = $"spec.template.spec.containers[{container.Name}].{field}"
         let old = FieldPath.Find(before.Raw, path)?.GetRawText()
         let now = FieldPath.Find(after.Raw, path)?.GetRawText()
         where now is not null && old != now
         select path).FirstOrDefault();
}
