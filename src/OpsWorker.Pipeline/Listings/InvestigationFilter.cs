using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Listings;

/// <summary>
/// The investigations that are asked for; what is null is not asked. The request is asked for by <see cref="PageRequest.Within"/>.
/// </summary>
public sealed record InvestigationFilter
{
    /// <summary>The state.</summary>
    public InvestigationStatus? Status { get; init; }

    /// <summary>The cause that it found.</summary>
    public CauseCode? Cause { get; init; }

    /// <summary>A text in the headline, in upper or lower case.</summary>
    public string? Text { get; init; }

    /// <summary>Its incident; with a condition it takes a look-up for each investigation that matches otherwise.</summary>
    public IncidentFilter Incident { get; init; } = new();

    /// <summary>True if the investigation is asked for, whatever its incident.</summary>
    public bool Matches(Investigation investigation) => (Status is null || investigation.Status == Status)
        && (Cause is null || investigation.Report?.Diagnosis.Verdict == Cause)
        && (Text is null || investigation.Report?.Headline.Contains(Text, StringComparison.OrdinalIgnoreCase) == true);
}
