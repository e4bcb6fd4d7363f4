namespace OpsWorker.Functions.Runtime;

/// <summary>The Runtime API failed or answered something that this runtime does not understand; the process has to end.</summary>
internal sealed class RuntimeApiException(string message, Exception? innerException = null) : Exception(message, innerException);
