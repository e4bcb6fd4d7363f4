using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Which workload needs which: by what a mesh or tracing reports, by the Services that a workload's configuration names, by
/// the addresses that stores write down of their clients, and by those that clients name when they do not get through.
/// </summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<ObjectReference, HashSet<ObjectReference>> _servers = [];
    // Ten times those of the busiest gateway, and of a large cluster.
    private const int MostAddresses = 500;
    private const int MostAddressesOfAll = 20_000;

    private readonly Dictionary<string, List<WorkloadFacts>> _byName;
    private readonly ILookup<ObjectReference, ConfiguredAddress> _addresses;

    public DependencyGraph(ClusterState state, IReadOnlyList<WorkloadFacts> workloads, LogFindings logs)
    {
        _byName = IndexByName(state, workloads);
        Addresses = [.. workloads.SelectMany(w => ConfiguredAddress.Of(w, state).Take(MostAddresses)).Take(MostAddressesOfAll)];
        _addresses = Addresses.ToLookup(a => a.Workload);
        foreach (var call in state.Calls)
        {
            foreach (var client in Named(call.Client)) Connect(client.Reference, Named(call.Server));
        }

        foreach (var (client, service) in LoggedServers.Of(state, workloads, logs))
        {
            Connect(client, workloads.Where(w => IsBehind(service, w)));
        }

        foreach (var address in Addresses)
        {
            if (address.ServiceIn(state) is { } service)
            {
                Connect(address.Workload, workloads.Where(w => IsBehind(service, w)));
            }
        }

        ConnectPeers(state, workloads);
    }

    // Configuration is surer than what stands in a log: that counts for clients whose store is not known otherwise.
    private void ConnectPeers(ClusterState state, IReadOnlyList<WorkloadFacts> workloads)
    {
        var stores = workloads.Where(Databases.IsStore).Select(w => w.Reference).ToHashSet();
        var peers = LoggedClients.Of(state, workloads).Where(p => !ServersOf(p.Client).Any(stores.Contains)).ToList();
        foreach (var (store, client) in peers) Connect(client, [store]);
    }

    /// <summary>The addresses that workloads are configured with.</summary>
    public IReadOnlyList<ConfiguredAddress> Addresses { get; }

    /// <summary>The addresses that a workload is configured with.</summary>
    public IEnumerable<ConfiguredAddress> AddressesOf(ObjectReference workload) => _addresses[workload];

    /// <summary>The workloads that a name in a service graph means: by their own name or that of a Service in front.</summary>
    public IEnumerable<WorkloadFacts> Named(string name) => _byName.GetValueOrDefault(name, []);

    /// <summary>Whether the client needs the server, directly or through others.</summary>
    public bool Needs(ObjectReference client, ObjectReference server)
    {
        var seen = new HashSet<ObjectReference> { client };
        var open = new Queue<ObjectReference>(seen);
        while (open.TryDequeue(out var next))
        {
            foreach (var reached in ServersOf(next))
            {
                if (reached == server) return true;
                if (seen.Add(reached)) open.Enqueue(reached);
            }
        }

        return false;
    }

    /// <summary>
    /// The workloads that need one of the servers, directly or through others, and the servers themselves: nearest
    /// first, each with how many calls it is away.
    /// </summary>
    public IReadOnlyList<(ObjectReference Workload, int Distance)> DependentsOf(IEnumerable<ObjectReference> servers)
    {
        var found = servers.Distinct().Select(s => (Workload: s, Distance: 0)).ToList();
        var seen = found.Select(f => f.Workload).ToHashSet();
        for (var i = 0; i < found.Count; i++)
        {
            var (server, distance) = found[i];
            var clients = ClientsOf(server).Where(seen.Add).OrderBy(c => c.ToString(), StringComparer.Ordinal);
            found.AddRange(clients.Select(c => (c, distance + 1)));
        }

        return found;
    }

    /// <summary>What a workload calls directly.</summary>
    public IReadOnlyCollection<ObjectReference> ServersOf(ObjectReference client) =>
        _servers.TryGetValue(client, out var servers) ? servers : [];

    /// <summary>What calls a workload directly.</summary>
    public IEnumerable<ObjectReference> ClientsOf(ObjectReference server) =>
        _servers.Where(e => e.Value.Contains(server)).Select(e => e.Key);

    /// <summary>Whether a Service selects the pods that the workload makes.</summary>
    public static bool IsBehind(Service service, WorkloadFacts workload) =>
        service.Namespace == workload.Reference.Namespace && service.Spec.Selector.Count > 0
        && workload.Template is { } template && LabelSelector.Matches(service.Spec.Selector, template.Metadata.Labels);

    private void Connect(ObjectReference client, IEnumerable<WorkloadFacts> servers)
    {
        foreach (var server in servers)
        {
            if (server.Reference == client) continue;
            if (!_servers.TryGetValue(client, out var known)) _servers[client] = known = [];
            known.Add(server.Reference);
        }
    }

    private static Dictionary<string, List<WorkloadFacts>> IndexByName(ClusterState state, IReadOnlyList<WorkloadFacts> workloads)
    {
        var names = workloads.GroupBy(w => w.Reference.Name).ToDictionary(g => g.Key, g => g.ToList());
        var selected = new Dictionary<(string?, string), List<WorkloadFacts>>();
        foreach (var service in state.All<Service>())
        {
            if (names.ContainsKey(service.Name)) continue;
            var key = (service.Namespace, LabelSelector.TextOf(service.Spec.Selector));
            if (!selected.TryGetValue(key, out var behind)) selected[key] = behind = [.. workloads.Where(w => IsBehind(service, w))];
            if (behind.Count > 0) names[service.Name] = behind;
        }

        return names;
    }
}
