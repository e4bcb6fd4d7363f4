namespace OpsWorker.Pipeline.Access;

/// <summary>A field of a <see cref="KeyRequest"/> is wrong.</summary>
/// <param name="field">The field.</param>
/// <param name="problem">The error and the expected value.</param>
public sealed class InvalidKeyException(string field, string problem) : Exception(problem)
{
    /// <summary>The field.</summary>
    public string Field { get; } = field;
}
