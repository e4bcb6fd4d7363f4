namespace OpsWorker.Core.Findings;

/// <summary>A verbatim quotation from the evidence that supports a claim.</summary>
public sealed record Citation
{
    /// <summary>The evidence that is quoted, for example <c>e1-3</c>: answer 3 of journal entry 1.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>The object that the quotation is about; null for time series and checks.</summary>
    public ObjectReference? Object { get; init; }

    /// <summary>
    /// The field of the object, for example <c>status.containerStatuses[web].state.waiting.message</c>; <c>log</c> for a log line.
    /// </summary>
    public required string Field { get; init; }

    /// <summary>The quoted text, verbatim.</summary>
    public required string Quote { get; init; }

    /// <summary>The time of the quoted event, where the evidence states it.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A remedy that a person can carry out.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="Commands">Commands for a person to run; OpsWorker never runs them.</param>
public record Remedy(string Text, IReadOnlyList<string> Commands)
{
    /// <summary>The fields that the revision at fault changed; empty where no revision is at fault.</summary>
    public IReadOnlyList<ChangedField> Changed { get; init; } = [];

    /// <summary>The tool or controller that owns an object of the commands and sets it back; null where none does.</summary>
    public string? Warning { get; init; }

    /// <summary>Commands that show whether the remedy worked.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
}

/// <summary>A field of a pod template, before and after a revision.</summary>
/// <param name="Field">The field, for example <c>containers[web].image</c>.</param>
/// <param name="Before">The value before; null where the field was absent.</param>
/// <param name="After">The value after; null where the field is gone.</param>
public sealed record ChangedField(string Field, string? Before, string? After);

/// <summary>A possible root cause with its evidence, as a detector reports it.</summary>
public sealed record Finding
{
    /// <summary>The cause.</summary>
    public required CauseCode Cause { get; init; }

    /// <summary>The object to change: the workload rather than its pod.</summary>
    public required ObjectReference Object { get; init; }

    /// <summary>One sentence that states the fault.</summary>
    public required string Summary { get; init; }

    /// <summary>Confidence, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Citations from the evidence; never empty.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>The remedy.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>The start of the fault, where the evidence states it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Objects that fail directly because of it: the pods of a workload, the workloads of a claim.</summary>
    public IReadOnlyList<ObjectReference> Affects { get; init; } = [];
}
