using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads the words that teams and monitoring systems use for a severity.</summary>
internal static class Severities
{
    public static Severity Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "critical" or "crit" or "page" or "emergency" or "fatal" or "disaster" or "p1" or "sev0" or "sev1" => Severity.Critical,
        "error" or "err" or "high" or "major" or "p2" or "sev2" => Severity.Error,
        "warning" or "warn" or "medium" or "average" or "minor" or "moderate" or "p3" or "sev3" => Severity.Warning,
        "info" or "information" or "informational" or "low" or "notice" or "debug" => Severity.Info,
        "p4" or "p5" or "sev4" or "sev5" => Severity.Info,
        "none" => Severity.None,
        _ => Severity.Unknown,
    };
}
