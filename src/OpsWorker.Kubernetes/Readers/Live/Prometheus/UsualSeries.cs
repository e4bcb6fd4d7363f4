using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live.Api;

namespace OpsWorker.Kubernetes.Readers.Live.Prometheus;

/// <summary>The expressions of queries that name none.</summary>
/// <param name="Name">The name of the series in the answer, as for metrics.k8s.io.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="Expression">PromQL.</param>
internal sealed record UsualSeries(string Name, string Unit, string Expression)
{
    /// <summary>
    /// Of pods: CPU, throttling, memory, and the room on the volumes of their namespace's claims.
    /// Of nodes: CPU, memory, TCP retransmissions. The metrics are the kubelet's (cAdvisor)
    /// and the node exporter's.
    /// </summary>
    /// <exception cref="FormatException">The namespace or name is invalid.</exception>
    public static IReadOnlyList<UsualSeries> Of(Query query) => query.Resource == "nodes" ? OfNodes(query) : OfPods(query);

    private static IReadOnlyList<UsualSeries> OfPods(Query query)
    {
        var where = "container!=\"\",container!=\"POD\"";
        if (query.Namespace is { } ns) where += $",namespace=\"{ResourcePath.Namespace(ns)}\"";
        if (query.Name is { } name) where += $",pod=\"{ResourcePath.Name(name)}\"";
        return
        [
            new(
                "container_cpu_usage",
                "cores",
                $"sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{{{where}}}[2m]))"),
            new(
                "container_cpu_throttled",
                "cores",
                $"sum by (namespace, pod, container) (rate(container_cpu_cfs_throttled_seconds_total{{{where}}}[2m]))"),
            new("container_memory_usage", "bytes", $"sum by (namespace, pod, container) (container_memory_working_set_bytes{{{where}}})"),
            .. query.Name is null ? OfClaims(query.Namespace) : [],
        ];
    }

    // The kubelet measures the volumes of claims where their driver does.
    private static IEnumerable<UsualSeries> OfClaims(string? ns)
    {
        var where = ns is null ? "" : $"{{namespace=\"{ResourcePath.Namespace(ns)}\"}}";
        return s_claims.Select(name => new UsualSeries(name, "bytes", $"min by (namespace, persistentvolumeclaim) ({name}{where})"));
    }

    private static readonly string[] s_claims = ["kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes"];

    private static IReadOnlyList<UsualSeries> OfNodes(Query query)
    {
        var node = query.Name is { } name ? $",node=\"{ResourcePath.Name(name)}\"" : "";
        IReadOnlyList<UsualSeries> fromKubelet =
        [
            new("node_cpu_usage", "cores", $"sum by (node) (rate(container_cpu_usage_seconds_total{{id=\"/\"{node}}}[2m]))"),
            new("node_memory_usage", "bytes", $"sum by (node) (container_memory_working_set_bytes{{id=\"/\"{node}}})"),
        ];
        return query.Name is null
            ?
            [
                .. fromKubelet,
                new("node_tcp_retransmissions", "segments a second", "sum by (instance) (rate(node_netstat_Tcp_RetransSegs[2m]))"),
            ]
            : fromKubelet;
    }
}
