namespace OpsWorker.Pipeline.Rules;

/// <summary>Rules that are not valid.</summary>
/// <param name="field">The field: <c>rules[2].when.match</c>.</param>
/// <param name="message">The error, and what was expected.</param>
public sealed class RuleException(string field, string message) : Exception(message)
{
    /// <summary>The field: <c>rules[2].when.match</c>.</summary>
    public string Field { get; } = field;
}
