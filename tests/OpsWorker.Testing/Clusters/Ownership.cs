using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>Names of objects and of the controllers that own them.</summary>
public static class Ownership
{
    public static string NameOf(JsonObject item) => (string)item["metadata"]!["name"]!;

    public static string? NamespaceOf(JsonObject item) => (string?)item["metadata"]!["namespace"];

    /// <summary>The owner that is the object's controller.</summary>
    public static (string Kind, string Name)? ControllerOf(JsonObject item) =>
        (item["metadata"]!["ownerReferences"] as JsonArray)?.FirstOrDefault(o => (bool?)o!["controller"] == true) is { } owner
            ? ((string)owner["kind"]!, (string)owner["name"]!)
            : null;

    /// <summary>
    /// True for an object whose controller this is, and for the pods of a Deployment: their ReplicaSet, which need not be
    /// written down, is named after it.
    /// </summary>
    public static bool IsOwnedBy(JsonObject item, string kind, string name) => ControllerOf(item) is { } owner
        && (owner == (kind, name) || (kind == "Deployment" && owner.Kind == "ReplicaSet" && DeploymentOf(owner.Name) == name));

    private static string DeploymentOf(string replicaSet) => replicaSet[..Math.Max(0, replicaSet.LastIndexOf('-'))];
}
