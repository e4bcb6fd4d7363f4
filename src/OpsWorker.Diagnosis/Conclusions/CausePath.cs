using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>Finds the shortest way from a cause to what the alert is about, of edges that the evidence shows.</summary>
internal sealed class CausePath(DiagnosisContext context)
{
    private const int MaxSteps = 6;
    private const int MaxObjects = 2_000;

    private readonly PathEdges _edges = new(context);
    private readonly HashSet<ObjectReference> _targets = TargetsOf(context);

    /// <summary>The objects that the alert is about: those that its labels name, else its namespace.</summary>
    public static HashSet<ObjectReference> TargetsOf(DiagnosisContext context) => context.Symptom.Subjects.Count > 0
        ? [.. context.Symptom.Subjects]
        : context.Scope.Namespace is { } ns ? [PathEdges.NamespaceOf(ns)] : [];

    /// <summary>The way from a finding; empty where there is none, or where its object is what the alert is about.</summary>
    public IReadOnlyList<PathStep> Of(Finding finding)
    {
        if (_targets.Count == 0 || _targets.Contains(finding.Object)) return [];
        var came = new Dictionary<ObjectReference, PathStep?> { [finding.Object] = null };
        var open = new Queue<(ObjectReference Object, int Steps)>([(finding.Object, 0)]);
        while (open.TryDequeue(out var next) && came.Count < MaxObjects)
        {
            if (next.Steps == MaxSteps) continue;
            var steps = _edges.From(next.Object);
            if (next.Steps == 0) steps = steps.Concat(OfFinding(finding));
            foreach (var step in steps)
            {
                if (came.ContainsKey(step.To) || !PathCheck.Holds(step, context)) continue;
                came[step.To] = step;
                if (_targets.Contains(step.To)) return Way(step, came);
                open.Enqueue((step.To, next.Steps + 1));
            }
        }

        return [];
    }

    // No field makes these edges: the finding's own evidence does.
    private IEnumerable<PathStep> OfFinding(Finding finding)
    {
        foreach (var item in finding.Affects.Where(a => a != finding.Object))
        {
            yield return new PathStep(PathEdge.Affects, finding.Object, item, finding.Citations[0]);
        }

        if (!CauseCatalogue.Of(finding.Cause).IsClusterWide) yield break;
        foreach (var target in _targets) yield return new PathStep(PathEdge.Serves, finding.Object, target, finding.Citations[0]);
    }

    private static List<PathStep> Way(PathStep last, Dictionary<ObjectReference, PathStep?> came)
    {
        var way = new List<PathStep>();
        for (PathStep? step = last; step is not null; step = came[step.From]) way.Add(step);
        way.Reverse();
        return way;
    }
}
