using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>
/// Puts the effects of a cause in the order in which trouble spreads: first at what is broken itself, then at what calls
/// it, and so on, at each step from the pods up to their Service.
/// </summary>
internal sealed class EffectChain(Explanation explanation, DiagnosisContext context)
{
    public IReadOnlyList<Finding> Of(Finding cause, IReadOnlyList<Finding> effects)
    {
        if (effects.Count < 2) return effects;
        var steps = context.Dependencies.DependentsOf(explanation.Reach(cause)).ToDictionary(d => d.Workload, d => d.Distance);
        return [.. effects.OrderBy(e => Step(e, steps)).ThenBy(e => CauseCatalogue.Of(e.Cause).Layer)];
    }

    // An effect that no call leads to is at what the cause reaches itself.
    private int Step(Finding effect, Dictionary<ObjectReference, int> steps) =>
        explanation.Reach(effect).Where(steps.ContainsKey).Select(o => steps[o]).DefaultIfEmpty(0).Min();
}
