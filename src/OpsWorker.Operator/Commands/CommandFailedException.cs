namespace OpsWorker.Operator.Commands;

/// <summary>A command is refused or cannot be executed, and nothing was changed; the message says why.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
