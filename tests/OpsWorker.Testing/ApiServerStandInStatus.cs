using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>The Status objects with which an API server refuses.</summary>
internal static class ApiServerStandInStatus
{
    public static JsonObject Of(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    public static JsonObject Forbidden(StandInResource resource, string verb, string? inNamespace) => Of(
        403,
        "Forbidden",
        $"{resource.Name} is forbidden: User \"system:serviceaccount:opsworker:agent\" cannot {verb} resource \"{resource.Name}\" "
        + $"in API group \"{resource.Group}\"{(inNamespace is null ? " at the cluster scope" : $" in the namespace \"{inNamespace}\"")}");

    public static JsonObject Expired(string next)
    {
        var status = Of(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
        status["metadata"]!["continue"] = next;
        return status;
    }
}
