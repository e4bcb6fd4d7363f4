using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>An address that a program replaced by another one while it ran, and that fails since.</summary>
/// <param name="Log">The container's log.</param>
/// <param name="Change">The line that reports the change.</param>
/// <param name="Address">The new address, with its port.</param>
/// <param name="Before">The address before.</param>
/// <param name="Failure">The last line that reports trouble with the new address.</param>
internal sealed partial record ReloadedAddress(ContainerLog Log, string Change, string Address, string Before, string Failure)
{
    private const int LeastFailures = 3;

    /// <summary>The first such address of a log whose old value no line names after the change; null where there is none.</summary>
    public static ReloadedAddress? In(ContainerLog log, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var change = Replaced().Match(lines[i]);
            if (!change.Success) change = Set().Match(lines[i]);
            if (!change.Success || change.Groups["new"].Value == change.Groups["old"].Value) continue;
            var (now, before) = (change.Groups["new"].Value, change.Groups["old"].Value);
            var failures = lines.Skip(i + 1).Where(l => ErrorLevel.IsOf(l) && l.Contains(now, StringComparison.OrdinalIgnoreCase)).ToList();
            if (failures.Count >= LeastFailures) return new ReloadedAddress(log, lines[i], now, before, failures[^1]);
        }

        return null;
    }

    private const string HostAndPort = @"(?<![\w.-])[A-Za-z0-9][\w.-]*:\d{2,5}";

    // host: b:5432 (was: a:5432)
    [GeneratedRegex(
        "(?<new>" + HostAndPort + @")\W{1,4}(was|previously|formerly|before|old)\W{1,4}(?<old>" + HostAndPort + ")",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Set();

    // host changed from a:5432 to b:5432, a:5432 -> b:5432
    [GeneratedRegex(
        "(?<old>" + HostAndPort + @")""?'? ?(to|->|=>|→) ?'?""?(?<new>" + HostAndPort + ")",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Replaced();
}
