using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>What can be said of an address and the Service that it names.</summary>
internal static class AddressFacts
{
    private static readonly CauseCode[] s_failures = [CauseCode.DependencyUnavailable, CauseCode.DnsResolutionFailure];

    /// <summary>
    /// Whether a port that the Service does not have is a mistake: the pods of a headless Service are reached on any port, a
    /// server's own address is for others, and what stands in arguments and files may not be used at all, unless the
    /// workload does not work.
    /// </summary>
    public static bool MayBeWrong(ConfiguredAddress address, Service service, DiagnosisContext context)
    {
        if (service.Spec.ClusterIP == "None") return false;
        if (context.Workloads.FirstOrDefault(w => w.Reference == address.Workload) is not { } client || DependencyGraph.IsBehind(service, client)) return false;
        return address.Kind == ConfigurationKind.Variable || Fails(client, context);
    }

    /// <summary>Whether a workload does not work, or says that it does not reach something.</summary>
    public static bool Fails(WorkloadFacts client, DiagnosisContext context) => client.IsShort
        || s_failures.Any(f => context.LogFindings.Best(client, f) is { Lasts: true })
        || FailedRequests.Failing(client, context) is not null;
}
