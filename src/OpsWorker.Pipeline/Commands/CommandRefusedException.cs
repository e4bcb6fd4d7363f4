namespace OpsWorker.Pipeline.Commands;

/// <summary>A request about a command that cannot be fulfilled as things stand; the message says why and what to do.</summary>
public sealed class CommandRefusedException(string message) : Exception(message);

/// <summary>A request for a command that is not valid.</summary>
/// <param name="field">The field of the request.</param>
/// <param name="message">The error, and what was expected.</param>
public sealed class InvalidCommandException(string field, string message) : Exception(message)
{
    /// <summary>The field of the request: <c>target.name</c>.</summary>
    public string Field { get; } = field;
}
