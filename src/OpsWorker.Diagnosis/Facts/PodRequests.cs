using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>The amounts that a pod counts for, with the scheduler and with quotas.</summary>
internal static class PodRequests
{
    /// <summary>The requests by resource: cores, bytes, devices. A limit without a request is one.</summary>
    public static IReadOnlyDictionary<string, decimal> Of(PodSpec pod) => Sum(pod, RequestsOf);

    /// <summary>The limits by resource: cores, bytes, devices.</summary>
    public static IReadOnlyDictionary<string, decimal> LimitsOf(PodSpec pod) => Sum(pod, c => c.Resources.Limits);

    // Init containers run before the others and one by one; sidecars among them run beside all.
    private static Dictionary<string, decimal> Sum(PodSpec pod, Func<Container, IEnumerable<KeyValuePair<string, Quantity>>> amounts)
    {
        var sum = new Dictionary<string, decimal>();
        var together = pod.Containers.Concat(pod.InitContainers.Where(c => c.RestartPolicy == "Always"));
        foreach (var (resource, amount) in together.SelectMany(amounts))
        {
            sum[resource] = sum.GetValueOrDefault(resource) + amount.Value;
        }

        foreach (var (resource, amount) in pod.InitContainers.Where(c => c.RestartPolicy != "Always").SelectMany(amounts))
        {
            sum[resource] = Math.Max(sum.GetValueOrDefault(resource), amount.Value);
        }

        return sum;
    }

    private static IEnumerable<KeyValuePair<string, Quantity>> RequestsOf(Container container) =>
        container.Resources.Requests.Concat(container.Resources.Limits.Where(l => !container.Resources.Requests.ContainsKey(l.Key)));
}
