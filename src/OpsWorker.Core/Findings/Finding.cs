namespace OpsWorker.Core.Findings;

/// <summary>A verbatim quotation from the evidence that supports a claim.</summary>
public sealed record Citation
{
    /// <summary>The evidence that is quoted, for example <c>e1-3</c>: answer 3 of journal entry 1.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>The object that the quotation is about; null for time series and checks.</summary>
    public ObjectReference? Object { get; init; }

    /// <summary>
    /// Where in the object, for example <c>status.containerStatuses[web].state.waiting.message</c>; <c>log</c> for a log line.
    /// </summary>
    public required string Field { get; init; }

    /// <summary>The text as the evidence has it, to the letter.</summary>
    public required string Quote { get; init; }

    /// <summary>When what is quoted happened, where the evidence says so.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What a person could do about a finding.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="Commands">Commands that a person could run; OpsWorker never does.</param>
public sealed record Remedy(string Text, IReadOnlyList<string> Commands);

/// <summary>Something that a detector saw: a possible root cause with its proof.</summary>
public sealed record Finding
{
    /// <summary>The cause.</summary>
    public required CauseCode Cause { get; init; }

    /// <summary>What a person would have to change: the workload rather than its pod.</summary>
    public required ObjectReference Object { get; init; }

    /// <summary>One sentence: what is wrong.</summary>
    public required string Summary { get; init; }

    /// <summary>How sure, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The proof; never empty.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>What to do.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>Since when, where the evidence says so.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The objects that this makes fail directly: the pods of a workload, the workloads of a claim.</summary>
    public IReadOnlyList<ObjectReference> Affects { get; init; } = [];
}
