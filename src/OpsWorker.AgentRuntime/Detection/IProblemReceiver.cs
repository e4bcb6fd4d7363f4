using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Receives problem reports: the server, over HTTP or in the same process.</summary>
public interface IProblemReceiver
{
    /// <summary>Lists the problems that earlier agents of the cluster reported and that have not ended.</summary>
    Task<ClusterProblems> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reports problems; once the call returns they are durably queued. Idempotent.</summary>
    /// <exception cref="ProblemsRefusedException">The problems are invalid; a retry would fail too.</exception>
    Task ReportAsync(ClusterProblems problems, CancellationToken cancellationToken);
}

/// <summary>The reported problems are invalid; the message states the reason.</summary>
public sealed class ProblemsRefusedException(string reason) : Exception(reason);
