using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Detectors;

/// <summary>Images that cannot be pulled.</summary>
public sealed class ImagePullDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ImageReferenceInvalid];

    /// <inheritdoc/>
    public string Decides => "A container waits for its image and the registry says that there is no such name or tag.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) => [];
}
