namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>A connection or its credential cannot be used; the message names the file and the remedy.</summary>
/// <param name="message">For people; holds no secret.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class ClusterConnectionException(string message, Exception? inner = null) : Exception(message, inner);
