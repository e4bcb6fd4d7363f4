namespace OpsWorker.Diagnosis.Ranking;

/// <summary>The confidences of findings by the evidence that they rest on.</summary>
internal static class Certainty
{
    /// <summary>A failing container's own error names the object that is missing.</summary>
    public const double OfNamedByError = 0.85;

    /// <summary>A client's error names what a field of its server rules out.</summary>
    public const double OfFieldAgainstError = 0.9;
}
