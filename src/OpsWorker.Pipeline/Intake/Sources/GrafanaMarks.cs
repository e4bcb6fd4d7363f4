using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Fields that Grafana's payload has beside those of Alertmanager's.</summary>
internal static class GrafanaMarks
{
    public static bool Any(JsonElement payload) =>
        Shape.Has(payload, "orgId") || Shape.Has(payload, "appVersion") || Shape.Has(payload, "title", "state", "alerts");
}
