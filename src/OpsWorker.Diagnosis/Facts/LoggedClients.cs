using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Clients of stores by the addresses in the stores' own logs: <c>'app'@'10.1.2.3'</c>, <c>host: '10.1.2.3'</c>,
/// <c>client=10.1.2.3:40312</c>.
/// </summary>
internal static partial class LoggedClients
{
    // Stores write the same few addresses again and again.
    private const int MaxLines = 400;

    /// <summary>Each store with a client whose pod has an address that stands in the store's log.</summary>
    public static IEnumerable<(WorkloadFacts Store, ObjectReference Client)> Of(ClusterState state, IReadOnlyList<WorkloadFacts> workloads)
    {
        var stores = workloads.Where(w => Databases.IsStore(w) && w.Pods.SelectMany(state.LogsOf).Any()).ToList();
        if (stores.Count == 0) return [];
        var byAddress = workloads
            .SelectMany(w => w.Pods.Select(p => (p.Status.PodIP, p.Spec.HostNetwork, w.Reference)))
            .Where(p => p.PodIP is { Length: > 0 } && !p.HostNetwork)
            .DistinctBy(p => p.PodIP).ToDictionary(p => p.PodIP!, p => p.Reference);
        return
        [
            .. from store in stores
               from address in store.Pods.SelectMany(state.LogsOf).SelectMany(AddressesIn).Distinct()
               where byAddress.TryGetValue(address, out var client) && client != store.Reference
               select (store, byAddress[address]),
        ];
    }

    private static IEnumerable<string> AddressesIn(ContainerLog log) =>
        log.Lines.TakeLast(MaxLines).Where(l => l.Contains('.', StringComparison.Ordinal))
            .SelectMany(l => Peer().Matches(l).Select(m => m.Groups["ip"].Value));

    [GeneratedRegex(
        """(@\W{0,2}|\bhost\W{1,4}|\bclient\W{1,4}|\bfrom\W{1,3}|\bremote\W{1,4}|\bpeer\W{1,4})(?<ip>\d{1,3}(\.\d{1,3}){3})""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Peer();
}
