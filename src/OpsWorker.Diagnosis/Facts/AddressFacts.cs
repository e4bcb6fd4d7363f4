using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>What can be said of an address and the Service that it names.</summary>
internal static class AddressFacts
{
    /// <summary>
    /// Whether a port that the Service does not have is a mistake: the pods of a headless Service are reached on any port, a
    /// server's own address is for others, and what stands in arguments and files may not be used at all, unless the
    /// workload does not work.
    /// </summary>
    public static bool MayBeWrong(ConfiguredAddress address, Service service, DiagnosisContext context)
    {
        if (service.Spec.ClusterIP == "None") return false;
        return context.Workloads.FirstOrDefault(w => w.Reference == address.Workload) is { } client
            && !DependencyGraph.IsBehind(service, client) && IsUsed(address, context);
    }

    /// <summary>Whether an address is likely to be used: a variable is, and what else is configured where the workload does not work.</summary>
    public static bool IsUsed(ConfiguredAddress address, DiagnosisContext context) => address.Kind == ConfigurationKind.Variable
        || context.Workloads.FirstOrDefault(w => w.Reference == address.Workload) is { } client && context.Fails(client);
}
