namespace OpsWorker.Testing;

/// <summary>Writes a small recorded cluster: one node, and a Deployment whose only pod waits for an image that is not there.</summary>
public static class SmallCluster
{
    public const string Namespace = "shop";

    /// <summary>An image that the registry does not have.</summary>
    public const string MissingImage = "registry.example/checkout:1.4.O";

    /// <summary>Writes the dump into the folder, which is made where it is missing.</summary>
    public static string WriteTo(string folder)
    {
        Write(folder, "version.json", """{"collectedAt": "2026-03-01T03:00:00Z", "kubeletVersions": ["v1.31.2"]}""");
        Write(folder, "namespaces.json", """{"kind": "NamespaceList", "apiVersion": "v1", "items": [{"metadata": {"name": "shop"}}]}""");
        Write(folder, "nodes.json",
            """
            {"kind": "NodeList", "apiVersion": "v1", "items": [
              {"metadata": {"name": "node-1"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}}]}
            """);
        Write(folder, "shop/deployments.json", Deployments);
        Write(folder, "shop/replicasets.json", ReplicaSets);
        Write(folder, "shop/pods.json", Pods);
        Write(folder, "shop/events.json", Events);
        foreach (var empty in new[] { "services", "daemonsets" }) Write(folder, $"shop/{empty}.json", """{"kind": "List", "items": []}""");
        return folder;
    }

    private const string Deployments =
        """
        {"kind": "DeploymentList", "apiVersion": "apps/v1", "items": [
          {"metadata": {"name": "checkout", "namespace": "shop", "uid": "d-1"},
           "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "checkout"}},
             "template": {"metadata": {"labels": {"app": "checkout"}},
               "spec": {"containers": [{"name": "app", "image": "IMAGE"}]}}},
           "status": {"replicas": 1, "unavailableReplicas": 1}}]}
        """;

    private const string ReplicaSets =
        """
        {"kind": "ReplicaSetList", "apiVersion": "apps/v1", "items": [
          {"metadata": {"name": "checkout-7c9", "namespace": "shop", "uid": "r-1", "labels": {"app": "checkout"},
             "ownerReferences": [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "checkout", "uid": "d-1", "controller": true}]},
           "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "checkout"}}}, "status": {"replicas": 1}}]}
        """;

    private const string Pods =
        """
        {"kind": "PodList", "apiVersion": "v1", "items": [
          {"metadata": {"name": "checkout-7c9-x2x", "namespace": "shop", "uid": "p-1", "labels": {"app": "checkout"},
             "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "checkout-7c9", "uid": "r-1",
               "controller": true}]},
           "spec": {"nodeName": "node-1", "containers": [{"name": "app", "image": "IMAGE"}]},
           "status": {"phase": "Pending", "containerStatuses": [{"name": "app", "ready": false, "restartCount": 0,
             "image": "IMAGE", "state": {"waiting": {"reason": "ImagePullBackOff",
             "message": "Back-off pulling image \"IMAGE\": manifest unknown"}}}]}}]}
        """;

    private const string Events =
        """
        {"kind": "EventList", "apiVersion": "v1", "items": [
          {"metadata": {"name": "e-1", "namespace": "shop"}, "type": "Warning", "reason": "Failed",
           "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "checkout-7c9-x2x", "uid": "p-1"},
           "message": "Failed to pull image \"IMAGE\": manifest unknown",
           "lastTimestamp": "2026-03-01T02:59:00Z", "count": 12}]}
        """;

    private static void Write(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content.Replace("IMAGE", MissingImage, StringComparison.Ordinal));
    }
}
