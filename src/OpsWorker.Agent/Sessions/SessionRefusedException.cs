namespace OpsWorker.Agent.Sessions;

/// <summary>The server refuses the cluster's token; the message is the server's reason.</summary>
internal sealed class SessionRefusedException(string reason) : Exception(reason);
