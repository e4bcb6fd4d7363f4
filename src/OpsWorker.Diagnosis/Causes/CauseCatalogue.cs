using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>
/// One row per cause: what ranking, the page of causes and `opsworker detectors` know of a code. The rows stand in a file per family,
/// such as <see cref="StorageCauses"/>; their order means nothing.
/// </summary>
public static class CauseCatalogue
{
    // Conclusions that name no cause have no symptom of their own.
    private static readonly CauseRow[] s_conclusions =
    [
        new(CauseCode.NotFound, CauseLayer.None, ""),
        new(CauseCode.Healthy, CauseLayer.None, ""),
        new(CauseCode.ClusterUnreachable, CauseLayer.None, ""),
        new(CauseCode.OutOfScope, CauseLayer.None, ""),
    ];

    /// <summary>All rows.</summary>
    public static IReadOnlyList<CauseRow> All { get; } =
    [
        .. AdmissionCauses.Rows,
        .. SchedulingCauses.Rows,
        .. StorageCauses.Rows,
        .. StartupCauses.Rows,
        .. RuntimeCauses.Rows,
        .. BatchCauses.Rows,
        .. RoutingCauses.Rows,
        .. PerformanceCauses.Rows,
        .. InfrastructureCauses.Rows,
        .. s_conclusions,
    ];

    private static readonly Dictionary<CauseCode, CauseRow> s_rows = All.ToDictionary(row => row.Code);

    /// <summary>The row of a code.</summary>
    /// <exception cref="InvalidOperationException">The code has no row.</exception>
    public static CauseRow Of(CauseCode code) => s_rows.TryGetValue(code, out var row)
        ? row
        : throw new InvalidOperationException($"{code} has no row in {nameof(CauseCatalogue)}.");
}
