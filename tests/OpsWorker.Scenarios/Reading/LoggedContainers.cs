using System.Text.Json.Nodes;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Reading;

/// <summary>Checks that logs are of containers that exist: the recording would leave others out, and nobody would notice.</summary>
internal static class LoggedContainers
{
    private static readonly string[] s_lists = ["containers", "initContainers", "ephemeralContainers"];
    private static readonly string[] s_statuses = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];

    /// <exception cref="FormatException">A log is of a pod or container that is not there.</exception>
    public static void Require(IEnumerable<ContainerLog> logs, IReadOnlyDictionary<ObjectKey, JsonObject> objects)
    {
        foreach (var log in logs)
        {
            if (!objects.TryGetValue(new ObjectKey("Pod", log.Namespace, log.Pod), out var pod))
            {
                throw new FormatException($"\"logs\" has the pod {log.Namespace}/{log.Pod}, which is not there.");
            }

            var names = Names(pod, objects).ToHashSet();
            if (names.Count == 0 || names.Contains(log.Container)) continue;
            throw new FormatException($"\"logs\" has the container {log.Container} of the pod {log.Namespace}/{log.Pod}, "
                + $"which has {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
        }
    }

    private static IEnumerable<string> Names(JsonObject pod, IReadOnlyDictionary<ObjectKey, JsonObject> objects) =>
        In(pod["spec"], s_lists).Concat(In(pod["status"], s_statuses))
            .Concat(Owners(pod, objects).SelectMany(o => In(o["spec"]?["template"]?["spec"], s_lists)));

    // The owner, and the Deployment or CronJob before a generated suffix.
    private static IEnumerable<JsonObject> Owners(JsonObject pod, IReadOnlyDictionary<ObjectKey, JsonObject> objects)
    {
        var ns = (string?)pod["metadata"]!["namespace"];
        var names = (pod["metadata"]!["ownerReferences"] as JsonArray ?? []).Select(o => (string?)o!["name"]).OfType<string>()
            .SelectMany(n => new[] { n, n.LastIndexOf('-') is > 0 and var cut ? n[..cut] : n }).ToHashSet();
        return objects.Where(o => o.Key.Kind != "Pod" && o.Key.Namespace == ns && names.Contains(o.Key.Name)).Select(o => o.Value);
    }

    private static IEnumerable<string> In(JsonNode? node, string[] lists) =>
        lists.SelectMany(l => node?[l] as JsonArray ?? []).Select(c => (string?)c?["name"]).OfType<string>();
}
