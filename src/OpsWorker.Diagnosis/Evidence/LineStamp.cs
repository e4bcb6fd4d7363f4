using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>Reads the time at which a line of a log was written.</summary>
internal static partial class LineStamp
{
    // A stamp without a zone is UTC in most containers, and local time of any place in others.
    private static readonly TimeSpan s_widestZone = TimeSpan.FromHours(14);

    // Stamps stand at the beginning, or in one of the first fields of a JSON object.
    private const int MaxPosition = 200;

    /// <summary>The latest time at which the line can have been written; null for a line without a stamp.</summary>
    public static DateTimeOffset? LatestOf(string line)
    {
        var head = line.Length > MaxPosition ? line[..MaxPosition] : line;
        if (Iso().Match(head) is { Success: true } iso) return OfIso(iso);
        if (AccessLog().Match(head) is { Success: true } access) return OfText(access.Groups["at"].Value, "dd/MMM/yyyy:HH:mm:ss zzz");
        return Epoch().Match(head) is { Success: true } epoch ? OfEpoch(epoch.Groups["at"].Value) : null;
    }

    private static DateTimeOffset? OfIso(Match match)
    {
        var text = $"{match.Groups["day"].Value.Replace('/', '-')}T{match.Groups["time"].Value}";
        if (!DateTimeOffset.TryParse(text + (match.Groups["zone"] is { Success: true } zone ? zone.Value : "Z"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        return match.Groups["zone"].Success ? at : at + s_widestZone;
    }

    private static DateTimeOffset? OfText(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static DateTimeOffset? OfEpoch(string text) => text.Length switch
    {
        10 => DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture)),
        13 => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)),
        _ => null,
    };

    [GeneratedRegex(
        @"(?<!\d)(?<day>20\d\d[-/]\d\d[-/]\d\d)[T ](?<time>\d\d:\d\d:\d\d)([.,]\d{1,9})?\s?(?<zone>Z|[+-]\d\d:?\d\d)?",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();

    // [12/Mar/2026:08:03:22 +0000] of nginx and Apache.
    [GeneratedRegex(@"\[(?<at>\d\d/[A-Z][a-z]{2}/20\d\d:\d\d:\d\d:\d\d [+-]\d{4})\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AccessLog();

    // "ts":1773302602.24 of zap, "time":1773302602123 of pino, "timestamp":... of others.
    [GeneratedRegex("\"(ts|time|timestamp|t)\"\\s*:\\s*\"?(?<at>1\\d{9}|1\\d{12})(?!\\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Epoch();
}
