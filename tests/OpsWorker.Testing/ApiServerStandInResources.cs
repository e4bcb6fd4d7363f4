using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>A resource that the stand-in serves.</summary>
public sealed record StandInResource(string Name, string Kind, string Group, string Version, bool Namespaced, string ShortName)
{
    /// <summary>The file of a dump that its objects are read from.</summary>
    public string FileName => (Group == "metrics.k8s.io" ? Kind.ToLowerInvariant() : Name) + ".json";

    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Names the kind in an object, as the API server does everywhere but in lists.</summary>
    public JsonObject Complete(JsonObject value)
    {
        value["kind"] = Kind;
        value["apiVersion"] = GroupVersion;
        return value;
    }
}

/// <summary>The resources of the stand-in, and what its discovery says of them in the real API's forms.</summary>
internal static class ApiServerStandInResources
{
    public static IReadOnlyList<StandInResource> All { get; } =
    [
        new("pods", "Pod", "", "v1", true, "po"),
        new("services", "Service", "", "v1", true, "svc"),
        new("endpoints", "Endpoints", "", "v1", true, "ep"),
        new("events", "Event", "", "v1", true, "ev"),
        new("configmaps", "ConfigMap", "", "v1", true, "cm"),
        new("secrets", "Secret", "", "v1", true, ""),
        new("serviceaccounts", "ServiceAccount", "", "v1", true, "sa"),
        new("resourcequotas", "ResourceQuota", "", "v1", true, "quota"),
        new("limitranges", "LimitRange", "", "v1", true, "limits"),
        new("persistentvolumeclaims", "PersistentVolumeClaim", "", "v1", true, "pvc"),
        new("persistentvolumes", "PersistentVolume", "", "v1", false, "pv"),
        new("namespaces", "Namespace", "", "v1", false, "ns"),
        new("nodes", "Node", "", "v1", false, "no"),
        new("deployments", "Deployment", "apps", "v1", true, "deploy"),
        new("replicasets", "ReplicaSet", "apps", "v1", true, "rs"),
        new("statefulsets", "StatefulSet", "apps", "v1", true, "sts"),
        new("daemonsets", "DaemonSet", "apps", "v1", true, "ds"),
        new("events", "Event", "events.k8s.io", "v1", true, "ev"),
        new("jobs", "Job", "batch", "v1", true, ""),
        new("cronjobs", "CronJob", "batch", "v1", true, "cj"),
        new("horizontalpodautoscalers", "HorizontalPodAutoscaler", "autoscaling", "v2", true, "hpa"),
        new("ingresses", "Ingress", "networking.k8s.io", "v1", true, "ing"),
        new("networkpolicies", "NetworkPolicy", "networking.k8s.io", "v1", true, "netpol"),
        new("poddisruptionbudgets", "PodDisruptionBudget", "policy", "v1", true, "pdb"),
        new("endpointslices", "EndpointSlice", "discovery.k8s.io", "v1", true, ""),
        new("rolebindings", "RoleBinding", "rbac.authorization.k8s.io", "v1", true, ""),
        new("storageclasses", "StorageClass", "storage.k8s.io", "v1", false, "sc"),
        new("ingressclasses", "IngressClass", "networking.k8s.io", "v1", false, ""),
        new("pods", "PodMetrics", "metrics.k8s.io", "v1beta1", true, ""),
        new("nodes", "NodeMetrics", "metrics.k8s.io", "v1beta1", false, ""),
        new("widgets", "Widget", "example.com", "v1alpha1", true, "wd"),
    ];

    public static StandInResource? Find(string groupVersion, string name) =>
        All.FirstOrDefault(r => r.GroupVersion == groupVersion && r.Name == name);

    /// <summary>The aggregated form: all groups under one root.</summary>
    public static JsonObject Aggregated(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. Groups(core).Select(AggregatedGroup)]),
    };

    /// <summary>The older form of a root.</summary>
    public static JsonObject Versions(bool core) => core
        ? new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }
        : new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups(core).Select(g => new JsonObject
            {
                ["name"] = g.Key,
                ["versions"] = new JsonArray(new JsonObject { ["groupVersion"] = g.First().GroupVersion, ["version"] = g.First().Version }),
                ["preferredVersion"] = new JsonObject { ["groupVersion"] = g.First().GroupVersion, ["version"] = g.First().Version },
            })]),
        };

    /// <summary>The older form of one version; null where the stand-in has none of it.</summary>
    public static JsonObject? ResourceList(string groupVersion)
    {
        var resources = All.Where(r => r.GroupVersion == groupVersion).ToArray();
        if (resources.Length == 0) return null;
        var list = new JsonArray([.. resources.Select(r => new JsonObject
        {
            ["name"] = r.Name,
            ["singularName"] = r.Kind.ToLowerInvariant(),
            ["namespaced"] = r.Namespaced,
            ["kind"] = r.Kind,
            ["verbs"] = new JsonArray("get", "list", "watch"),
            ["shortNames"] = ShortNames(r),
        })]);
        if (groupVersion == "v1")
            list.Add(new JsonObject { ["name"] = "pods/log", ["namespaced"] = true, ["kind"] = "Pod", ["verbs"] = new JsonArray("get") });
        return new JsonObject { ["kind"] = "APIResourceList", ["groupVersion"] = groupVersion, ["resources"] = list };
    }

    private static IEnumerable<IGrouping<string, StandInResource>> Groups(bool core) =>
        All.Where(r => (r.Group.Length == 0) == core).GroupBy(r => r.Group);

    private static JsonObject AggregatedGroup(IGrouping<string, StandInResource> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
        ["versions"] = new JsonArray(new JsonObject
        {
            ["version"] = group.First().Version,
            ["freshness"] = "Current",
            ["resources"] = new JsonArray([.. group.Select(r => new JsonObject
            {
                ["resource"] = r.Name,
                ["responseKind"] = new JsonObject { ["group"] = r.Group, ["version"] = r.Version, ["kind"] = r.Kind },
                ["scope"] = r.Namespaced ? "Namespaced" : "Cluster",
                ["singularResource"] = r.Kind.ToLowerInvariant(),
                ["verbs"] = new JsonArray("get", "list", "watch"),
                ["shortNames"] = ShortNames(r),
            })]),
        }),
    };

    private static JsonArray? ShortNames(StandInResource resource) =>
        resource.ShortName.Length == 0 ? null : new JsonArray(resource.ShortName);
}
