using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads the words that teams use for a severity.</summary>
internal static class Severities
{
    public static Severity Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "critical" or "page" or "emergency" or "fatal" or "disaster" => Severity.Critical,
        "error" or "high" or "major" => Severity.Error,
        "warning" or "warn" or "medium" or "average" or "minor" => Severity.Warning,
        "info" or "information" or "informational" or "low" or "notice" => Severity.Info,
        "none" => Severity.None,
        _ => Severity.Unknown,
    };
}
