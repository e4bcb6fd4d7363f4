using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis;

/// <summary>
/// Recognises one cause, or a small family, from facts alone. A detector yields what it can prove and nothing where
/// evidence is missing; what explains what is the ranker's business.
/// </summary>
public interface IDetector
{
    /// <summary>The causes that it can name.</summary>
    IReadOnlyList<CauseCode> Codes { get; }

    /// <summary>One line: what decides it.</summary>
    string Decides { get; }

    /// <summary>One line: what to do about it in general; a finding says it of the object.</summary>
    string Remedy { get; }

    /// <summary>What it found.</summary>
    IEnumerable<Finding> Detect(DiagnosisContext context);
}
