using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Investigations;

/// <summary>The outcome of an earlier attempt at the same incident, which is evidence for the next.</summary>
public sealed record EarlierAttempt
{
    /// <summary>The number of the attempt, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its investigation.</summary>
    public required string InvestigationId { get; init; }

    /// <summary>The end of the attempt.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The verdict; null where the attempt ended without a report.</summary>
    public CauseCode? Verdict { get; init; }

    /// <summary>The conclusion, or the reason for a missing report, in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>The best cause; null where none was found.</summary>
    public RankedCause? Cause { get; init; }

    /// <summary>The outcome of an attempt that has ended; null while it runs.</summary>
    public static EarlierAttempt? Of(Investigation investigation) => investigation.HasEnded
        ? new EarlierAttempt
        {
            Number = investigation.Attempt,
            InvestigationId = investigation.Id,
            CompletedAt = investigation.CompletedAt ?? investigation.RequestedAt,
            Verdict = investigation.Report?.Diagnosis.Verdict,
            Headline = investigation.Report?.Headline ?? investigation.Failure ?? "It ended without a report.",
            Cause = investigation.Report?.Diagnosis.Causes is [var best, ..] ? best : null,
        }
        : null;
}
