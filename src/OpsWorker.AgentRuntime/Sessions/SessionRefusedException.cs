namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>The server refuses the cluster's token; the message is the server's reason.</summary>
public sealed class SessionRefusedException(string reason) : Exception(reason);
