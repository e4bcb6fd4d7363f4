namespace OpsWorker.Pipeline.Investigations;

/// <summary>The cluster that is named is not registered, or none is named where there are several.</summary>
public sealed class UnknownClusterException(string message) : Exception(message);
