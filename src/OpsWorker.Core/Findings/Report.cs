using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Findings;

/// <summary>An answer of the cluster that an investigation keeps and quotes.</summary>
/// <param name="Id"><c>e1-3</c>: answer 3 of journal entry 1. Unique within the investigation.</param>
/// <param name="Result">The question and the answer.</param>
public sealed record Evidence(string Id, QueryResult Result);

/// <summary>An evidence as a report lists it: without its content.</summary>
/// <param name="Id">The evidence's id.</param>
/// <param name="Query">The question as a person would type it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Bytes">The size of the answer.</param>
/// <param name="Error">Why there is no answer, where there is none.</param>
public sealed record EvidenceSummary(string Id, string Query, QueryOutcome Outcome, long Bytes, string? Error);

/// <summary>A ranked root cause and what follows from it.</summary>
public sealed record RankedCause
{
    /// <summary>The cause with its proof.</summary>
    public required Finding Finding { get; init; }

    /// <summary>How sure, from 0 to 1, once the other findings and the alert are taken into account.</summary>
    public required double Confidence { get; init; }

    /// <summary>The findings that this one explains, nearest first: a chain that a person can follow to the symptom.</summary>
    public IReadOnlyList<Finding> Effects { get; init; } = [];
}

/// <summary>What an incident does to the rest of the cluster.</summary>
public sealed record BlastRadius
{
    /// <summary>Workloads that do not work as they should, or depend on one that does not.</summary>
    public IReadOnlyList<ObjectReference> Workloads { get; init; } = [];

    /// <summary>Services without a ready backend, or in front of such a workload.</summary>
    public IReadOnlyList<ObjectReference> Services { get; init; } = [];

    /// <summary>Entry points from outside that lead to them.</summary>
    public IReadOnlyList<ObjectReference> Ingresses { get; init; } = [];
}

/// <summary>Something that happened, as the report's timeline shows it.</summary>
/// <param name="At">When.</param>
/// <param name="What">One line, without the object's name.</param>
/// <param name="Object">To what, where that is known.</param>
/// <param name="IsAlert">Whether it is the alert itself.</param>
public sealed record TimelineItem(DateTimeOffset At, string What, ObjectReference? Object = null, bool IsAlert = false);

/// <summary>What diagnosis concludes from the evidence; pure, without times of the investigation itself.</summary>
public sealed record DiagnosisResult
{
    /// <summary>
    /// The best answer: a cause that was found, or <see cref="CauseCode.NotFound"/>, <see cref="CauseCode.Healthy"/>,
    /// <see cref="CauseCode.ClusterUnreachable"/>, <see cref="CauseCode.OutOfScope"/>.
    /// </summary>
    public required CauseCode Verdict { get; init; }

    /// <summary>Possible root causes, best first; empty where the verdict is none of them.</summary>
    public required IReadOnlyList<RankedCause> Causes { get; init; }

    /// <summary>Trouble that has nothing to do with the alert.</summary>
    public IReadOnlyList<Finding> Unrelated { get; init; } = [];

    /// <summary>What else does not work because of it.</summary>
    public BlastRadius BlastRadius { get; init; } = new();

    /// <summary>What changed and happened around the start of the alert, oldest first.</summary>
    public IReadOnlyList<TimelineItem> Timeline { get; init; } = [];

    /// <summary>What was looked at, and what could not be: for an answer that is not found.</summary>
    public IReadOnlyList<string> LookedAt { get; init; } = [];

    /// <summary>What should be asked before concluding; empty where the answer is final.</summary>
    public IReadOnlyList<Query> NeedMore { get; init; } = [];
}

/// <summary>The outcome of an investigation, as people and programs read it.</summary>
public sealed record Report
{
    /// <summary>The investigation.</summary>
    public required string InvestigationId { get; init; }

    /// <summary>The incident.</summary>
    public required string IncidentId { get; init; }

    /// <summary>One line: the conclusion.</summary>
    public required string Headline { get; init; }

    /// <summary>What diagnosis concluded.</summary>
    public required DiagnosisResult Diagnosis { get; init; }

    /// <summary>What was asked and how it ended.</summary>
    public required IReadOnlyList<EvidenceSummary> Evidence { get; init; }

    /// <summary>When the investigation began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it concluded.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>What the report had to do without, and why; null where nothing.</summary>
    public string? Limitation { get; init; }
}
