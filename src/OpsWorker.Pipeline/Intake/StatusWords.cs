using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads the words that monitoring systems use for the state of an alert.</summary>
internal static class StatusWords
{
    private static readonly HashSet<string> s_firing = new(StringComparer.OrdinalIgnoreCase)
    {
        "firing", "fired", "fire", "alerting", "alert", "alerted", "alarm", "triggered", "trigger", "re-triggered", "renotify", "open",
        "opened", "active", "activated", "problem", "down", "critical", "error", "failed", "failure", "failing", "unhealthy", "warn",
        "re-warn", "warning", "degraded", "no data", "re-no data", "no_data", "nodata", "new", "created", "create", "acknowledged",
        "reopened", "unresolved", "started", "test", "1", "true",
    };

    private static readonly HashSet<string> s_resolved = new(StringComparer.OrdinalIgnoreCase)
    {
        "resolved", "resolve", "ok", "okay", "recovered", "recovery", "closed", "close", "normal", "up", "success", "succeeded",
        "passed", "passing", "cleared", "clear", "healthy", "inactive", "deactivated", "ended", "fixed", "0", "false",
    };

    /// <summary>The status; null for a word of neither.</summary>
    public static AlertStatus? Parse(string? word) => word?.Trim() switch
    {
        null => null,
        var text when s_firing.Contains(text) => AlertStatus.Firing,
        var text when s_resolved.Contains(text) => AlertStatus.Resolved,
        _ => null,
    };
}
