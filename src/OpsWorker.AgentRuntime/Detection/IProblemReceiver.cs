using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Who is told what is broken: the server, over HTTP or in the same process.</summary>
public interface IProblemReceiver
{
    /// <summary>What earlier agents of the cluster told and what has not ended.</summary>
    Task<ClusterProblems> ListAsync(CancellationToken cancellationToken);

    /// <summary>Tells problems; once the call returns they are durably queued. Telling the same again changes nothing.</summary>
    /// <exception cref="ProblemsRefusedException">They cannot be accepted, whenever they are told.</exception>
    Task TellAsync(ClusterProblems problems, CancellationToken cancellationToken);
}

/// <summary>What was told cannot be accepted; the message says why.</summary>
public sealed class ProblemsRefusedException(string reason) : Exception(reason);
