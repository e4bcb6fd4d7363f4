using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>A cause: its layer, its symptom, and what ranking has to know of it.</summary>
/// <param name="Code">The cause.</param>
/// <param name="Layer">The layer on which it lies.</param>
/// <param name="Symptom">The words and columns in which kubectl shows it; empty for a conclusion that names no cause.</param>
/// <param name="ShownByClients">
/// A client also shows this when a server that it calls does not work; only such trouble is explained by another workload's.
/// </param>
/// <param name="IsOnlySymptom">
/// Something else is to be changed: it may be an effect, and where nothing explains it, it is no answer.
/// </param>
/// <param name="IsClusterWide">It reaches every namespace.</param>
public sealed record CauseRow(
    CauseCode Code,
    CauseLayer Layer,
    string Symptom,
    bool ShownByClients = false,
    bool IsOnlySymptom = false,
    bool IsClusterWide = false)
{
    /// <summary>
    /// The more general causes that this one says more exactly. Where the general one is found of the same object, or of one that
    /// this one affects, this one explains it, whatever their layers and however sure they are.
    /// </summary>
    public IReadOnlyList<CauseCode> Refines { get; init; } = [];
}
