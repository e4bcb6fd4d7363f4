using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>A cause that diagnosis can conclude.</summary>
/// <param name="Code">The cause.</param>
/// <param name="Layer">The layer on which it lies.</param>
/// <param name="Refines">The more general causes that it says more exactly.</param>
public sealed record KnownCause(CauseCode Code, string Layer, IReadOnlyList<CauseCode> Refines);

/// <summary>The catalogue of causes, for people.</summary>
public static class KnownCauses
{
    /// <summary>The causes by layer.</summary>
    public static IReadOnlyList<KnownCause> All { get; } =
        [.. CauseCatalogue.All.OrderBy(row => row.Layer).Select(row => new KnownCause(row.Code, row.Layer.ToString(), row.Refines))];
}
