using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Tells databases from other servers, by the ports that IANA registered for them.</summary>
internal static class Databases
{
    // MySQL, PostgreSQL, SQL Server, Oracle, MongoDB, Cassandra, CockroachDB
    private static readonly int[] s_ports = [3306, 33060, 5432, 1433, 1521, 27017, 9042, 26257];

    // Redis, RabbitMQ, Kafka, memcached, Elasticsearch
    private static readonly int[] s_otherStores = [6379, 5672, 9092, 11211, 9200];

    /// <summary>Whether the port is a database's.</summary>
    public static bool IsPort(int port) => s_ports.Contains(port);

    /// <summary>Whether a Service leads to a database.</summary>
    public static bool Is(Service service) => service.Spec.Ports.Any(p => IsPort(p.Port) || p.TargetPort?.Number is { } target && IsPort(target));

    /// <summary>The database that a workload uses, where exactly one of the servers that it calls is one.</summary>
    /// <param name="client">The workload.</param>
    /// <param name="context">The context.</param>
    /// <param name="line">What the workload says of it, which may tell the product.</param>
    public static WorkloadFacts? Of(ObjectReference client, DiagnosisContext context, string? line = null)
    {
        if (line is not null && StoreDialect.PortIn(line) is { } port && OfProduct(client, port, context) is { } store) return store;
        var servers = context.Dependencies.ServersOf(client);
        var called = context.Workloads.Where(w => servers.Contains(w.Reference)).ToList();
        return Only(called.Where(Is)) ?? Only(called.Where(IsCache)) ?? (called.Exists(Is) ? null : OfNobodyElse(client, context));
    }

    /// <summary>The one store that a workload uses and that says itself what its client says of it, or that its volume is full.</summary>
    public static WorkloadFacts? Complaining(ObjectReference client, CauseCode code, DiagnosisContext context)
    {
        var servers = context.Dependencies.ServersOf(client);
        var isKnown = context.Workloads.Any(w => servers.Contains(w.Reference) && IsStore(w));
        return Only(context.Workloads.Where(w => IsStore(w)
            && (isKnown ? servers.Contains(w.Reference) : w.Reference.Namespace == client.Namespace)
            && (context.LogFindings.Best(w, code) ?? context.LogFindings.Best(w, CauseCode.VolumeFull)) is { Lasts: true }));
    }

    // The only store of the product among the servers that the client is known to call, else the only one beside it.
    private static WorkloadFacts? OfProduct(ObjectReference client, int port, DiagnosisContext context)
    {
        var servers = context.Dependencies.ServersOf(client);
        var stores = context.Workloads.Where(w => w.Reference != client && Declares(w, port)).ToList();
        return Only(stores.Where(w => servers.Contains(w.Reference))) ?? (stores.Exists(w => servers.Contains(w.Reference))
            ? null
            : Only(stores.Where(w => w.Reference.Namespace == client.Namespace)));
    }

    private static bool Declares(WorkloadFacts workload, int port) =>
        workload.Template?.Spec.Containers.SelectMany(c => c.Ports).Any(p => p.Number == port) == true;

    // The addresses of many clients stand in Secrets: of the databases beside such a one, the one that is no other's.
    private static WorkloadFacts? OfNobodyElse(ObjectReference client, DiagnosisContext context)
    {
        var beside = context.Workloads.Where(w => w.Reference.Namespace == client.Namespace && w.Reference != client && Is(w)).ToList();
        return Only(beside)
            ?? Only(beside.Where(d => !context.Dependencies.ClientsOf(d.Reference).Any()))
            ?? Only(beside.Where(d => !IsNamedAfterAnother(d.Reference, client, context)));
    }

    // As charts name the store of what they install: keycloak-postgresql beside keycloak.
    private static bool IsNamedAfterAnother(ObjectReference store, ObjectReference client, DiagnosisContext context) =>
        context.Workloads.Any(w => w.Reference.Namespace == store.Namespace && w.Reference != store && w.Reference != client
            && !IsStore(w) && store.Name.StartsWith(w.Reference.Name, StringComparison.Ordinal));

    private static WorkloadFacts? Only(IEnumerable<WorkloadFacts> some) => some.Take(2).ToArray() is [var only] ? only : null;

    // Redis and Valkey: they refuse writes and connections as databases do.
    private static bool IsCache(WorkloadFacts workload) => Declares(workload, 6379);

    /// <summary>Whether a workload is a database, a cache or a broker: what it says of a login it says of a client.</summary>
    public static bool IsStore(WorkloadFacts workload) =>
        workload.Template?.Spec.Containers.SelectMany(c => c.Ports).Any(p => IsPort(p.Number) || s_otherStores.Contains(p.Number)) == true;

    /// <summary>Whether a workload is a database.</summary>
    public static bool Is(WorkloadFacts workload) =>
        workload.Template?.Spec.Containers.SelectMany(c => c.Ports).Any(p => IsPort(p.Number)) == true;
}
