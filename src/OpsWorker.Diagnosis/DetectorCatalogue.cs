using OpsWorker.Diagnosis.Detectors;

namespace OpsWorker.Diagnosis;

/// <summary>The detectors, by the stage of a pod's life at which they look.</summary>
public static class DetectorCatalogue
{
    /// <summary>All detectors.</summary>
    public static IReadOnlyList<IDetector> All { get; } =
    [
        // Startup
        new ImagePullDetector(),
    ];
}
