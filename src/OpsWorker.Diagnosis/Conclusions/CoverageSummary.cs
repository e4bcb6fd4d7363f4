using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>Lists the coverage of an investigation: answered queries, and evidence that could not be read.</summary>
internal static class CoverageSummary
{
    private const int MaxGaps = 20;

    public static IReadOnlyList<string> Of(ClusterState state)
    {
        var answered = state.Evidence.Values.Count(e => e.Result.Outcome == QueryOutcome.Success);
        return
        [
            $"{answered} of {state.Evidence.Count} queries were answered",
            .. state.Gaps.Take(MaxGaps),
        ];
    }
}
