namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>A session leads to an origin that the agent is not configured for.</summary>
public sealed class UntrustedSessionException(string message) : Exception(message);
