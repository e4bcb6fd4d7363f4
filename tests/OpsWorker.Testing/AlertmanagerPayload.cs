using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>Payloads as Alertmanager's webhook sends them, version 4.</summary>
public static class AlertmanagerPayload
{
    /// <summary>A payload of these alerts.</summary>
    public static JsonObject Of(params IEnumerable<JsonObject> alerts) => new()
    {
        ["version"] = "4",
        ["groupKey"] = "{}:{}",
        ["truncatedAlerts"] = 0,
        ["status"] = "firing",
        ["receiver"] = "opsworker",
        ["alerts"] = new JsonArray([.. alerts]),
    };

    /// <summary>An alert; the same name and namespace give the same fingerprint.</summary>
    public static JsonObject Alert(string name, string ns = SmallCluster.Namespace, bool resolved = false) => new()
    {
        ["status"] = resolved ? "resolved" : "firing",
        ["labels"] = new JsonObject { ["alertname"] = name, ["namespace"] = ns, ["severity"] = "critical" },
        ["annotations"] = new JsonObject { ["summary"] = $"{name} in {ns}" },
        ["startsAt"] = "2026-03-01T02:58:00Z",
        ["endsAt"] = resolved ? "2026-03-01T03:10:00Z" : "0001-01-01T00:00:00Z",
        ["generatorURL"] = "",
        ["fingerprint"] = $"{ns}-{name}",
    };
}
