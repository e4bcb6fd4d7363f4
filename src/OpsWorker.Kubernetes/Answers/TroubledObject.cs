using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>The trouble that an object shows, in ascending order.</summary>
internal enum Trouble
{
    /// <summary>No trouble.</summary>
    None,

    /// <summary>Trouble before: a container was started again.</summary>
    Before,

    /// <summary>Trouble now.</summary>
    Now,
}

/// <summary>
/// Reads from an object's own status the trouble that it shows, so that of a list that is too large the part is kept that an investigation
/// is about. An object of unknown kind is judged by its conditions.
/// </summary>
internal static class TroubledObject
{
    private static readonly string[] s_good =
        ["Ready", "Available", "Healthy", "ContainersReady", "Initialized", "PodScheduled", "Progressing"];

    private static readonly string[] s_bad =
        ["Failed", "ReplicaFailure", "Stalled", "Degraded", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"];

    /// <summary>The trouble of an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="resource">The resource's plain name: <c>pods</c>.</param>
    public static Trouble Of(JsonElement value, string resource) =>
        IsNow(value, resource) ? Trouble.Now : resource == "pods" && HasRestarted(value) ? Trouble.Before : Trouble.None;

    private static bool IsNow(JsonElement value, string resource) => resource switch
    {
        "events" => Text(value, "type") is not "Normal",
        "pods" => IsTroubledPod(value),
        "nodes" => HasBadCondition(value) || Find(value, "spec", "unschedulable") is { ValueKind: JsonValueKind.True },
        "deployments" or "statefulsets" or "replicasets" or "replicationcontrollers" => HasBadCondition(value) || LacksReplicas(value),
        "daemonsets" => Number(value, "status", "desiredNumberScheduled") != Number(value, "status", "numberReady")
            || Number(value, "status", "numberMisscheduled") > 0,
        "jobs" => Number(value, "status", "failed") > 0 || HasBadCondition(value),
        "persistentvolumeclaims" => Phase(value) is not "Bound",
        "persistentvolumes" => Phase(value) is not ("Bound" or "Available"),
        "namespaces" => Phase(value) is not "Active",
        "endpoints" => !HasAddresses(value),
        "endpointslices" => !HasReadyEndpoints(value),
        _ => HasBadCondition(value),
    };

    private static bool HasRestarted(JsonElement pod) =>
        Statuses(pod, "containerStatuses").Any(status => Number(status, "restartCount") > 0);

    private static bool IsTroubledPod(JsonElement pod)
    {
        if (Phase(pod) == "Succeeded") return false;
        if (Phase(pod) != "Running" || HasBadCondition(pod)) return true;
        if (Find(pod, "metadata", "deletionTimestamp") is not null) return true;
        return Statuses(pod, "containerStatuses").Concat(Statuses(pod, "initContainerStatuses")).Any(IsTroubledContainer);
    }

    private static bool IsTroubledContainer(JsonElement status) =>
        Find(status, "state", "waiting") is not null
        || (Find(status, "state", "terminated", "exitCode") is { ValueKind: JsonValueKind.Number } code && code.GetDouble() != 0);

    private static IEnumerable<JsonElement> Statuses(JsonElement pod, string name) =>
        Find(pod, "status", name) is { ValueKind: JsonValueKind.Array } statuses ? statuses.EnumerateArray() : [];

    private static bool LacksReplicas(JsonElement workload)
    {
        var wanted = Number(workload, "spec", "replicas") ?? 1;
        return (Number(workload, "status", "readyReplicas") ?? 0) < wanted
            || (Number(workload, "status", "updatedReplicas") ?? wanted) < wanted
            || (Number(workload, "status", "observedGeneration") ?? double.MaxValue) < (Number(workload, "metadata", "generation") ?? 0);
    }

    private static bool HasBadCondition(JsonElement value) =>
        Find(value, "status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
        && conditions.EnumerateArray().Any(condition => Text(condition, "status") switch
        {
            "True" => s_bad.Contains(Text(condition, "type")),
            "False" or "Unknown" => s_good.Contains(Text(condition, "type")),
            _ => false,
        });

    private static bool HasAddresses(JsonElement endpoints) =>
        Find(endpoints, "subsets") is { ValueKind: JsonValueKind.Array } subsets
        && subsets.EnumerateArray().Any(subset => Find(subset, "addresses") is { ValueKind: JsonValueKind.Array })
        && !subsets.EnumerateArray().Any(subset => Find(subset, "notReadyAddresses") is { ValueKind: JsonValueKind.Array });

    private static bool HasReadyEndpoints(JsonElement slice) =>
        Find(slice, "endpoints") is { ValueKind: JsonValueKind.Array } endpoints
        && endpoints.GetArrayLength() > 0
        && !endpoints.EnumerateArray().Any(one => Find(one, "conditions", "ready") is { ValueKind: JsonValueKind.False });

    private static string? Phase(JsonElement value) =>
        Find(value, "status", "phase") is { ValueKind: JsonValueKind.String } phase ? phase.GetString() : null;

    private static string? Text(JsonElement value, string name) =>
        Find(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement value, params ReadOnlySpan<string> path) =>
        Find(value, path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static JsonElement? Find(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
        }

        return value;
    }
}
