namespace OpsWorker.Pipeline.Intake;

/// <summary>A payload cannot be accepted.</summary>
/// <param name="field">The place in the payload, for example <c>alerts[3].startsAt</c>; empty for the whole of it.</param>
/// <param name="problem">The error and the expected value.</param>
/// <param name="tooLarge">True if the size or count is the error.</param>
public sealed class InvalidPayloadException(string field, string problem, bool tooLarge = false) : Exception(problem)
{
    /// <summary>The place in the payload; empty for the whole of it.</summary>
    public string Field { get; } = field;

    /// <summary>True if the size or count is the error.</summary>
    public bool TooLarge { get; } = tooLarge;

    /// <summary>The name of the source whose payload it looks like; null if it looks like none's.</summary>
    public string? LooksLike { get; init; }
}
