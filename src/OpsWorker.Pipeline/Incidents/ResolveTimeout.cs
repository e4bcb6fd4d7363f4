using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Decides after how long without a repeat an alert counts as resolved. Pure.</summary>
internal static class ResolveTimeout
{
    // Twice the longest interval of repeats that is common, 12 hours; the defaults of Alertmanager and Grafana are four.
    private const int RepeatedDaily = 25 * 60;

    // Prometheus and vmalert send what fires each minute or so.
    private const int RepeatedByTheMinute = 60;

    /// <summary>
    /// The time in minutes: as the rules state it, otherwise by the source; null for never. An alert whose sender states no start comes
    /// from one that sends changes only.
    /// </summary>
    public static int? Of(Alert alert, RuleDecision decision) => decision.ResolveTimeoutMinutes switch
    {
        0 => null,
        { } minutes => minutes,
        null when alert.StartIsUnknown => null,
        null => alert.Source switch
        {
            "alertmanager" or "grafana" => RepeatedDaily,
            "prometheus" or "victoriametrics" => RepeatedByTheMinute,
            _ => null,
        },
    };
}
