using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Groups of general causes that several exact ones refine.</summary>
internal static class GeneralCauses
{
    /// <summary>Causes of the family General: a container that fails, where no more is known.</summary>
    public static IReadOnlyList<CauseCode> Crash { get; } =
        [CauseCode.ApplicationCrash, CauseCode.ApplicationConfigInvalid, CauseCode.InitContainerFailed];

    /// <summary>The resources that no node has left.</summary>
    public static IReadOnlyList<CauseCode> NoRoom { get; } =
        [CauseCode.InsufficientCpu, CauseCode.InsufficientMemory, CauseCode.InsufficientResource];

    /// <summary>A change shortly before, and a rollout that does not end: less exact than the fault of the new revision.</summary>
    public static IReadOnlyList<CauseCode> Rollout { get; } = [CauseCode.BadRollout, CauseCode.RolloutStuck];
}
