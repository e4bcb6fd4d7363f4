using System.Net;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Answers;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>Finds the allowed checks in the cluster's own objects. Only addresses of Services and pods are connected to.</summary>
internal sealed class ProbePoints(LiveObjects objects)
{
    /// <summary>The TCP ports of the Services of a namespace, or of all of them.</summary>
    public async Task<IReadOnlyList<ProbePoint>> OfServicesAsync(string? inNamespace, CancellationToken cancellationToken)
    {
        var services = await ListAsync<Service>("services", "Service", inNamespace, null, null, cancellationToken);
        return [.. services.OrderBy(s => s.Namespace, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal)
            .SelectMany(Points)];
    }

    /// <summary>The check of one address.</summary>
    /// <param name="target">The address.</param>
    /// <param name="inNamespace">The only namespace whose objects count; null means any.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="FormatException">The check is not allowed; the message has the reason.</exception>
    public async Task<ProbePoint> OfTargetAsync(ProbeTarget target, string? inNamespace, CancellationToken cancellationToken)
    {
        var point = IPAddress.TryParse(target.Host, out _)
            ? await OfAddressAsync(target, inNamespace, cancellationToken)
            : await OfNameAsync(target, inNamespace, cancellationToken);
        return point ?? throw new FormatException(
            $"{target.Host}:{target.Port} is refused: no Service{(inNamespace is null ? "" : $" of namespace {inNamespace}")} has this "
            + "address and TCP port, and no pod this address.");
    }

    private async Task<ProbePoint?> OfNameAsync(ProbeTarget target, string? inNamespace, CancellationToken cancellationToken)
    {
        var parts = target.Host.Split('.');
        var ns = parts.Length > 1 ? parts[1] : inNamespace;
        var isServiceName = parts.Length <= 2
            || (parts[2] == "svc" && (parts.Length == 3 || target.Host.EndsWith(".svc.cluster.local", StringComparison.OrdinalIgnoreCase)));
        if (ns is null || !isServiceName || (inNamespace ?? ns) != ns) return null;
        var services = await ListAsync<Service>("services", "Service", ns, parts[0], null, cancellationToken);
        return services.Count == 0 ? null : await OfServiceAsync(services[0], target, cancellationToken);
    }

    private async Task<ProbePoint?> OfAddressAsync(ProbeTarget target, string? inNamespace, CancellationToken cancellationToken)
    {
        if (!ClusterAddress.TryParse(target.Host, out var address)) return null;
        var services = await ListAsync<Service>("services", "Service", inNamespace, null, null, cancellationToken);
        if (services.FirstOrDefault(s => ClusterAddress.TryParse(s.Spec.ClusterIP, out var own) && own.Equals(address)) is { } service)
        {
            return await OfServiceAsync(service, target, cancellationToken);
        }

        // A pod in the node's network has the node's address, at which many other programs listen.
        var pods = await ListAsync<Pod>("pods", "Pod", inNamespace, null, $"status.podIP={address}", cancellationToken);
        var pod = pods.FirstOrDefault(
            p => !p.Spec.HostNetwork && ClusterAddress.TryParse(p.Status.PodIP, out var own) && own.Equals(address));
        if (pod is null) return null;
        return Point(target, address, target.Path is null || HttpChecks.Declares(pod, new IntOrString(target.Port, null), target.Path));
    }

    private async Task<ProbePoint?> OfServiceAsync(Service service, ProbeTarget target, CancellationToken cancellationToken)
    {
        var port = service.Spec.Ports.FirstOrDefault(p => p.Port == target.Port && IsTcp(p));
        if (port is null || !ClusterAddress.TryParse(service.Spec.ClusterIP, out var address)) return null;
        return Point(target, address, target.Path is null || await IsDeclaredAsync(service, port, target.Path, cancellationToken));
    }

    private static ProbePoint Point(ProbeTarget target, IPAddress address, bool isDeclared) => isDeclared
        ? new ProbePoint(Named(target), new IPEndPoint(address, target.Port), target.Path)
        : throw new FormatException(
            $"{target.Path} is refused: only paths are asked that the pods declare for the kubelet (httpGet of a readiness, liveness or "
            + $"startup probe); tcp://{target.Host}:{target.Port} tells whether the port answers.");

    private async Task<bool> IsDeclaredAsync(Service service, ServicePort port, string path, CancellationToken cancellationToken)
    {
        if (WorkloadSelector.Of(service.Raw) is not { } selector) return false;
        var pods = await ListAsync<Pod>("pods", "Pod", service.Namespace, null, null, cancellationToken, selector);
        return pods.Any(pod => HttpChecks.Declares(pod, port.TargetPort ?? new IntOrString(port.Port, null), path));
    }

    private static IEnumerable<ProbePoint> Points(Service service) =>
        ClusterAddress.TryParse(service.Spec.ClusterIP, out var address)
            ? service.Spec.Ports.Where(IsTcp).Select(
                p => new ProbePoint($"{service.Name}.{service.Namespace}.svc:{p.Port}", new IPEndPoint(address, p.Port)))
            : [];

    private static bool IsTcp(ServicePort port) => port is { Port: > 0 and <= IPEndPoint.MaxPort, Protocol: null or "" or "TCP" };

    private static string Named(ProbeTarget target) =>
        target.Path is null ? $"{target.Host}:{target.Port}" : $"http://{target.Host}:{target.Port}{target.Path}";

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string resource,
        string kind,
        string? inNamespace,
        string? name,
        string? fields,
        CancellationToken cancellationToken,
        string? labels = null)
        where T : KubernetesObject
    {
        var query = new Query
        {
            Verb = QueryVerb.List,
            Resource = resource,
            Namespace = inNamespace,
            Name = name,
            FieldSelector = fields,
            LabelSelector = labels,
        };
        var answer = await objects.ListAsync(query, cancellationToken);
        using var document = JsonDocument.Parse(answer.Content);
        return [.. document.RootElement.Clone().GetProperty("items").EnumerateArray()
            .Select(i => KubernetesJson.Read(i, kind)).OfType<T>()];
    }
}
