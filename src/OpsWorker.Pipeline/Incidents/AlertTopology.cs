using OpsWorker.Core.Alerts;
using OpsWorker.Diagnosis;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The place in the topology that an alert's labels name.</summary>
/// <param name="Namespace">The namespace; null where the labels name none.</param>
/// <param name="Workload">The workload, or the object of another kind, by its name; null where the labels name none.</param>
/// <param name="Service">The Service; null where the labels name none.</param>
/// <param name="Node">The node; null where the labels name none.</param>
/// <param name="Job">The scrape job; null where the labels name none.</param>
/// <param name="Host">The host of the label <c>instance</c>; null where there is none.</param>
internal sealed record AlertTopology(string? Namespace, string? Workload, string? Service, string? Node, string? Job, string? Host)
{
    private static readonly string[] s_workloadLabels =
        ["workload", "app_kubernetes_io_name", "app.kubernetes.io/name", "k8s_app", "app"];

    private static readonly string[] s_nodeExporters = ["node-exporter", "node_exporter", "nodeexporter", "windows-exporter", "kubelet"];

    /// <summary>The object: <c>shop/checkout</c>, <c>node worker-3</c>, <c>namespace shop</c>; null where there is none.</summary>
    public string? Object => this switch
    {
        { Workload: { } workload } => InNamespace(workload),
        { Service: { } service } => InNamespace(service),
        { Node: { } node } => $"node {node}",
        { Namespace: { } ns } => $"namespace {ns}",
        _ => Host,
    };

    /// <summary>Reads the labels of an alert; those of the exporter that measured it are left out.</summary>
    public static AlertTopology Of(Alert alert)
    {
        var scope = Scope.From(alert.Labels, [alert.Name], alert.StartsAt);
        var host = HostOf(alert.Labels.GetValueOrDefault("instance"));
        // A controller is named by other alerts too, where the names of its pods do not say it.
        var workload = scope.Objects.Where(o => o.Kind is not ("Service" or "Node"))
            .OrderBy(o => o.Kind is "Pod" or "Job")
            .FirstOrDefault();
        var name = workload switch
        {
            { Kind: "Pod" } => WorkloadName.OfPod(workload.Name),
            { Kind: "Job" } => WorkloadName.OfJob(workload.Name),
            { Kind: "PersistentVolumeClaim" } => WorkloadName.OfClaim(workload.Name),
            { } other => other.Name,
            null => Named(scope.Labels),
        };
        var node = scope.Objects.FirstOrDefault(o => o.Kind == "Node")?.Name ?? (name is null && IsOfNode(alert.Labels) ? host : null);
        var isNodeOnly = node is not null && name is null;
        return new AlertTopology(
            isNodeOnly ? null : scope.Namespace,
            name,
            isNodeOnly ? null : scope.Objects.FirstOrDefault(o => o.Kind == "Service")?.Name,
            node,
            Given(alert.Labels, "job"),
            host);
    }

    private string InNamespace(string name) => Namespace is null ? name : $"{Namespace}/{name}";

    private static string? Named(IReadOnlyDictionary<string, string> labels) =>
        s_workloadLabels.Select(label => Given(labels, label)).FirstOrDefault(value => value is not null);

    private static bool IsOfNode(IReadOnlyDictionary<string, string> labels) =>
        Given(labels, "job") is { } job && s_nodeExporters.Any(e => job.Contains(e, StringComparison.OrdinalIgnoreCase));

    private static string? HostOf(string? instance)
    {
        if (string.IsNullOrWhiteSpace(instance)) return null;
        if (Uri.TryCreate(instance, UriKind.Absolute, out var url) && url.Host.Length > 0) return url.Host;
        var port = instance.LastIndexOf(':');
        return port > 0 && instance.AsSpan(port + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? instance[..port] : instance;
    }

    private static string? Given(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}
