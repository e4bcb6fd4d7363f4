using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// PodDisruptionBudgets that can never allow an eviction although all their pods are healthy: drains and node upgrades
/// stop at them. A budget that allows none because pods are missing only shows that they are.
/// </summary>
public sealed class DisruptionBudgetDetector : IDetector
{
    private const string Advice = "Allow at least one disruption, or run one pod more.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DisruptionBudgetBlocks];

    /// <inheritdoc/>
    public string Decides =>
        "A budget with no disruptions allowed and all pods healthy, while a node that runs one of them is being drained "
        + "or the alert names it.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var draining = context.State.All<Node>().Where(n => n.Spec.Unschedulable && !NodeFacts.IsControlPlane(n))
            .Select(n => n.Name).ToHashSet();
        foreach (var budget in context.State.All<PodDisruptionBudget>())
        {
            var status = budget.Status;
            if (Refusing(budget, context) is { } refusing)
            {
                yield return refusing;
                continue;
            }

            if (status.DisruptionsAllowed is not 0 || status.ExpectedPods == 0 || status.CurrentHealthy < status.ExpectedPods) continue;
            var pods = context.State.All<Pod>()
                .Where(p => p.Namespace == budget.Namespace && budget.Spec.Selector?.Matches(p.Metadata.Labels) == true);
            var held = pods.Select(p => p.Spec.NodeName).OfType<string>().Where(draining.Contains).Distinct()
                .Select(n => new ObjectReference("Node", null, n)).ToList();
            var named = context.Scope.Objects.Any(o => o.Name == budget.Name || held.Contains(o));
            if (held.Count == 0 && !named) continue;
            yield return new Finding
            {
                Cause = CauseCode.DisruptionBudgetBlocks,
                Object = budget.Reference,
                Summary = $"{budget.Reference} allows no eviction although all {status.ExpectedPods} pods are healthy.",
                Confidence = named ? Certainty.Confirmed : Certainty.General,
                Citations = Cite.All(Cite.Field(budget, "spec"), Cite.Field(budget, "status.disruptionsAllowed")),
                Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(budget.Reference)]),
                Affects = held,
            };
        }
    }

    // The condition says so, whatever was counted.
    private static Finding? Refusing(PodDisruptionBudget budget, DiagnosisContext context)
    {
        if (!context.Symptom.Subjects.Contains(budget.Reference)) return null;
        const string path = "status.conditions[DisruptionAllowed]";
        if (FieldPath.Find(budget.Raw, path + ".status")?.ToString() != "False") return null;
        if (budget.Status.ExpectedPods > budget.Status.CurrentHealthy) return null;
        return new Finding
        {
            Cause = CauseCode.DisruptionBudgetBlocks,
            Object = budget.Reference,
            Summary = $"{budget.Reference} allows no disruption: {FieldPath.Find(budget.Raw, path + ".reason")}.",
            Confidence = Certainty.Logged,
            Citations = Cite.All(Cite.Field(budget, path + ".reason"), Cite.Field(budget, path + ".status")),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.Describe(budget.Reference), Kubectl.Edit(budget.Reference)]),
        };
    }
}
