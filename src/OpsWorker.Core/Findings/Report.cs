using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Findings;

/// <summary>An answer of the cluster that an investigation stores and cites.</summary>
/// <param name="Id"><c>e1-3</c>: answer 3 of journal entry 1. Unique within the investigation.</param>
/// <param name="Result">The query and its answer.</param>
public sealed record Evidence(string Id, QueryResult Result);

/// <summary>Evidence as a report lists it, without the content.</summary>
/// <param name="Id">The evidence's id.</param>
/// <param name="Query">The query as a kubectl command.</param>
/// <param name="Outcome">The outcome of the query.</param>
/// <param name="Bytes">Size of the answer in bytes.</param>
/// <param name="Error">The reason for a missing answer; null otherwise.</param>
public sealed record EvidenceSummary(string Id, string Query, QueryOutcome Outcome, long Bytes, string? Error);

/// <summary>A ranked root cause and its effects.</summary>
public sealed record RankedCause
{
    /// <summary>The cause with its evidence.</summary>
    public required Finding Finding { get; init; }

    /// <summary>Confidence, from 0 to 1, given the other findings and the alert.</summary>
    public required double Confidence { get; init; }

    /// <summary>The findings that this one explains, nearest first: a chain that a person can follow to the symptom.</summary>
    public IReadOnlyList<Finding> Effects { get; init; } = [];

    /// <summary>
    /// The checked way from the cause's object to the object that the alert is about; empty where they are one, or where the alert names
    /// no object.
    /// </summary>
    public IReadOnlyList<PathStep> Path { get; init; } = [];
}

/// <summary>The part of the cluster that an incident affects.</summary>
public sealed record BlastRadius
{
    /// <summary>Unhealthy workloads, and workloads that depend on one.</summary>
    public IReadOnlyList<ObjectReference> Workloads { get; init; } = [];

    /// <summary>Services that have no ready endpoints or select such a workload.</summary>
    public IReadOnlyList<ObjectReference> Services { get; init; } = [];

    /// <summary>Ingresses that route to these Services.</summary>
    public IReadOnlyList<ObjectReference> Ingresses { get; init; } = [];
}

/// <summary>An event in a report's timeline.</summary>
/// <param name="At">The time of the event.</param>
/// <param name="What">One line, without the object's name.</param>
/// <param name="Object">The object concerned, where it is known.</param>
/// <param name="IsAlert">True for the alert itself.</param>
public sealed record TimelineItem(DateTimeOffset At, string What, ObjectReference? Object = null, bool IsAlert = false);

/// <summary>The conclusion of diagnosis: a pure function of the evidence, without times of the investigation itself.</summary>
public sealed record DiagnosisResult
{
    /// <summary>
    /// The best answer: a cause that was found, or <see cref="CauseCode.NotFound"/>, <see cref="CauseCode.Healthy"/>,
    /// <see cref="CauseCode.ClusterUnreachable"/>, <see cref="CauseCode.OutOfScope"/>.
    /// </summary>
    public required CauseCode Verdict { get; init; }

    /// <summary>Possible root causes, best first; empty where the verdict is none of them.</summary>
    public required IReadOnlyList<RankedCause> Causes { get; init; }

    /// <summary>Findings that do not explain the alert.</summary>
    public IReadOnlyList<Finding> Unrelated { get; init; } = [];

    /// <summary>Objects affected by the cause.</summary>
    public BlastRadius BlastRadius { get; init; } = new();

    /// <summary>Changes and events around the start of the alert, oldest first.</summary>
    public IReadOnlyList<TimelineItem> Timeline { get; init; } = [];

    /// <summary>The state of what the alert is about, where no cause was found; empty otherwise.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Coverage: checks that were made, and evidence that could not be read.</summary>
    public IReadOnlyList<string> LookedAt { get; init; } = [];

    /// <summary>Queries to run before concluding; empty if the answer is final.</summary>
    public IReadOnlyList<Query> NeedMore { get; init; } = [];

    /// <summary>Questions to code hosts about the roll-outs before the alert; empty if the answer is final.</summary>
    public IReadOnlyList<ChangeQuestion> NeedChanges { get; set; } = [];

    /// <summary>Changes in repositories that a roll-out brought shortly before the alert, the likeliest first.</summary>
    public IReadOnlyList<CorrelatedChange> Changes { get; set; } = [];
}

/// <summary>The outcome of an investigation, as people and programs read it.</summary>
public sealed record Report
{
    /// <summary>The investigation.</summary>
    public required string InvestigationId { get; init; }

    /// <summary>The incident.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The conclusion in one line.</summary>
    public required string Headline { get; init; }

    /// <summary>The result of diagnosis.</summary>
    public required DiagnosisResult Diagnosis { get; init; }

    /// <summary>Queries of the investigation and their outcomes.</summary>
    public required IReadOnlyList<EvidenceSummary> Evidence { get; init; }

    /// <summary>The start of the investigation.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The end of the investigation.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The outcomes of the earlier attempts at the incident, oldest first.</summary>
    public IReadOnlyList<EarlierAttempt> Earlier { get; set; } = [];

    /// <summary>Missing evidence and the reason; null if nothing is missing.</summary>
    public string? Limitation { get; init; }

    /// <summary>The part of models; null where no model was to be called.</summary>
    public ModelContribution? Models { get; init; }
}
