using System.Text.RegularExpressions;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads the line of text of Uptime Kuma's notifications, which is all that some of them have.</summary>
internal static partial class UptimeKumaMessage
{
    /// <summary>The monitor that the line names, as in <c>[Cart] [🔴 Down] connect ECONNREFUSED</c>; null if it names none.</summary>
    public static string? MonitorOf(string? message) =>
        message is not null && State().Match(message) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>
    /// The alert that a line alone states: a monitor that is down or up, or a certificate or domain that expires soon, of which there is
    /// never an end. Null if it states none.
    /// </summary>
    public static AlertDraft? Read(string message)
    {
        if (State().Match(message) is { Success: true } state)
        {
            var isDown = state.Groups["state"].Value == "Down";
            return new AlertDraft
            {
                Name = state.Groups["name"].Value,
                Status = isDown ? AlertStatus.Firing : AlertStatus.Resolved,
                Severity = isDown ? Severity.Error : Severity.Unknown,
                Summary = message,
                Fingerprint = $"monitor {state.Groups["name"].Value}",
            };
        }

        if (Expiry().Match(message) is not { Success: true } expiry) return null;
        var what = expiry.Groups["what"].Value;
        var kind = what.Contains("certificate", StringComparison.OrdinalIgnoreCase) ? "certificate" : "domain";
        return new AlertDraft
        {
            Name = $"{expiry.Groups["name"].Value}: {kind} expires",
            Status = AlertStatus.Firing,
            Severity = Severity.Warning,
            Summary = message,
            Fingerprint = $"{expiry.Groups["name"].Value}: {what}",
            GeneratorUrl = expiry.Groups["url"].Value,
        };
    }

    [GeneratedRegex(@"^\[(?<name>.+?)\] \[([^\]]* )?(?<state>Up|Down)\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex State();

    [GeneratedRegex(
        @"^\[(?<name>[^\]]+)\]\[(?<url>[^\]]*)\] (?<what>.+?) will expire in [0-9]+ days",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Expiry();
}
