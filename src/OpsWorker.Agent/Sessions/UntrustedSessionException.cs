namespace OpsWorker.Agent.Sessions;

/// <summary>A session leads to an origin that the agent is not configured for.</summary>
internal sealed class UntrustedSessionException(string message) : Exception(message);
