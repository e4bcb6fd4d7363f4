using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis;

/// <summary>Says what was looked at, and what could not be.</summary>
internal static class LookedAtOf
{
    private const int MaxGaps = 20;

    public static IReadOnlyList<string> State(ClusterState state)
    {
        var answered = state.Evidence.Values.Count(e => e.Result.Outcome == QueryOutcome.Success);
        return
        [
            $"{answered} of {state.Evidence.Count} queries were answered",
            .. state.Gaps.Take(MaxGaps),
        ];
    }
}
