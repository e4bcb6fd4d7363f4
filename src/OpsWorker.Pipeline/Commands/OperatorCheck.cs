using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Checks a request against what a cluster's Operator says that it can do. The Operator checks it again. Pure.</summary>
internal static class OperatorCheck
{
    /// <exception cref="CommandRefusedException">The cluster has no Operator, or it would refuse the command.</exception>
    public static void Demand(Cluster cluster, CommandOperation operation, ObjectReference target)
    {
        var capability = CommandOperations.CapabilityOf(operation);
        if (cluster.Operator is not { } status)
        {
            throw new CommandRefusedException(
                $"The cluster {cluster.Name} has no Operator: docs/commands.md says how to install one with {capability}.");
        }

        if (!status.Capabilities.Contains(capability))
        {
            throw new CommandRefusedException(
                $"The Operator of {cluster.Name} has not the capability {capability}, which {operation} needs.");
        }

        if (status.Namespaces.Count > 0 && !status.Namespaces.Contains(target.Namespace!))
        {
            throw new CommandRefusedException(
                $"The Operator of {cluster.Name} changes nothing in the namespace {target.Namespace}; "
                + $"it is limited to {string.Join(", ", status.Namespaces)}.");
        }
    }
}
