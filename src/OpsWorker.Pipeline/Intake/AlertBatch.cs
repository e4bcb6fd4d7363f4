using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>The alerts of one payload.</summary>
/// <param name="Alerts">The alerts that were read, in the order of the payload.</param>
/// <param name="Truncated">The number of alerts that the payload lacks: the sender omitted them, or they are beyond the limit.</param>
public sealed record AlertBatch(IReadOnlyList<Alert> Alerts, int Truncated)
{
    /// <summary>The alerts that could not be read.</summary>
    public IReadOnlyList<PayloadProblem> Refused { get; init; } = [];

    /// <summary>The parts of the payload that neither fire nor resolve an alert.</summary>
    public IReadOnlyList<PayloadProblem> Skipped { get; init; } = [];
}

/// <summary>A part of a payload that became no alert.</summary>
/// <param name="Field">The place in the payload, for example <c>alerts[3].startsAt</c>; empty for the whole of it.</param>
/// <param name="Problem">The reason.</param>
public sealed record PayloadProblem(string Field, string Problem);
