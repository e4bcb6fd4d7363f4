using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A workload that others call by the name of a Service that does not exist.</summary>
/// <param name="Name">The Service's name.</param>
/// <param name="Server">The workload that it would lead to.</param>
/// <param name="Address">Where a client is configured with it; null where only the service graph says so.</param>
internal sealed record MissingService(string Name, ObjectReference Server, ConfiguredAddress? Address)
{
    /// <summary>
    /// The missing Services. A name that no workload bears is left alone: it may be of another cluster, or of something
    /// that was never installed.
    /// </summary>
    public static IEnumerable<MissingService> Of(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var ns = workload.Reference.Namespace;
            var name = workload.Reference.Name;
            if (!context.State.Listed<Service>(ns) || context.State.Find<Service>(ns, name) is not null) continue;
            var address = context.Dependencies.Addresses.FirstOrDefault(a => a.Address.IsClusterName
                && a.Address.FirstLabel == name && a.Address.NamespaceFrom(a.Workload.Namespace) == ns);
            if (address is not null || context.State.Calls.Any(c => c.Server == name))
            {
                yield return new MissingService(name, workload.Reference, address);
            }
        }
    }
}
