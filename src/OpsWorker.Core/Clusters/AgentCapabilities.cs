namespace OpsWorker.Core.Clusters;

/// <summary>The names of capabilities that an agent reports beside its query verbs: <see cref="AgentHeartbeat.Capabilities"/>.</summary>
public static class AgentCapabilities
{
    /// <summary>Objects, events and lists of the cluster.</summary>
    public const string Observe = "observe";

    /// <summary>Logs of pods and checks of their ports.</summary>
    public const string DiagnosticsRead = "diagnostics.read";

    /// <summary>Argo CD applications and the objects of Flux.</summary>
    public const string ArgocdRead = "argocd.read";

    /// <summary>The agent keeps its token itself and rotates it when it is asked to.</summary>
    public const string TokenRotate = "token.rotate";

    /// <summary>The capabilities that only read, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> Reading = [Observe, DiagnosticsRead, ArgocdRead, TokenRotate];
}
