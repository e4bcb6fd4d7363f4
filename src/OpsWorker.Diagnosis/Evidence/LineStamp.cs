using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>The time at which a line of a log was written.</summary>
/// <param name="At">The time; of a stamp without a zone as if it were UTC.</param>
/// <param name="HasZone">Whether the stamp names its zone.</param>
internal readonly partial record struct LineStamp(DateTimeOffset At, bool HasZone)
{
    // Stamps stand at the beginning, or in one of the first fields of a JSON object.
    private const int MaxPosition = 200;

    /// <summary>Reads the stamp of a line; null for a line without one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="now">A time after the line was written; tells the year where the stamp has none.</param>
    public static LineStamp? Of(string line, DateTimeOffset now)
    {
        var head = line.Length > MaxPosition ? line[..MaxPosition] : line;
        if (Iso().Match(head) is { Success: true } iso) return OfIso(iso);
        if (AccessLog().Match(head) is { Success: true } access)
        {
            return OfText(access.Groups["at"].Value, "dd/MMM/yyyy:HH:mm:ss zzz", hasZone: true);
        }

        if (Epoch().Match(head) is { Success: true } epoch) return OfEpoch(epoch.Groups["at"].Value);
        if (Klog().Match(head) is { Success: true } klog) return OfYear(klog.Groups["at"].Value, "MMdd HH:mm:ss", now);
        if (DayMonthYear().Match(head) is { Success: true } day)
        {
            return OfText(day.Groups["at"].Value, "d MMM yyyy HH:mm:ss", hasZone: false);
        }

        if (Ctime().Match(head) is { Success: true } ctime)
        {
            return OfText($"{ctime.Groups["day"].Value} {ctime.Groups["year"].Value}", "MMM d HH:mm:ss yyyy", hasZone: false);
        }

        return Syslog().Match(head) is { Success: true } syslog ? OfYear(syslog.Groups["at"].Value, "MMM d HH:mm:ss", now) : null;
    }

    private static LineStamp? OfIso(Match match)
    {
        var zone = match.Groups["zone"] is { Success: true, Value: var z } ? z : null;
        var day = match.Groups["day"].Value.Replace('/', '-');
        var text = $"{day}T{match.Groups["time"].Value}{(zone is null or "UTC" or "GMT" ? "Z" : zone)}";
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new LineStamp(at, zone is not null)
            : null;
    }

    private static LineStamp? OfText(string text, string format, bool hasZone) =>
        DateTimeOffset.TryParseExact(
            text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var at)
            ? new LineStamp(at, hasZone) : null;

    // The latest year in which the line is not of the future.
    private static LineStamp? OfYear(string text, string format, DateTimeOffset now)
    {
        if (now.Year < 2) return null;
        foreach (var year in (int[])[now.Year, now.Year - 1])
        {
            if (OfText($"{year:0000} {text}", "yyyy " + format, hasZone: false) is { } stamp && stamp.At < now.AddDays(1)) return stamp;
        }

        return null;
    }

    private static LineStamp? OfEpoch(string text) => text.Length switch
    {
        10 => new LineStamp(DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture)), HasZone: true),
        13 => new LineStamp(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)), HasZone: true),
        _ => null,
    };

    [GeneratedRegex(
        @"(?<!\d)(?<day>20\d\d[-/]\d\d[-/]\d\d)[T ](?<time>\d\d:\d\d:\d\d)([.,]\d{1,9})?\s?(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Iso();

    // [12/Mar/2026:08:03:22 +0000] of nginx and Apache.
    [GeneratedRegex(@"\[(?<at>\d\d/[A-Z][a-z]{2}/20\d\d:\d\d:\d\d:\d\d [+-]\d{4})\]", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex AccessLog();

    // "ts":1773302602.24 of zap, "time":1773302602123 of pino, "timestamp":... of others.
    [GeneratedRegex("\"(ts|time|timestamp|t)\"\\s*:\\s*\"?(?<at>1\\d{12}|1\\d{9})(?!\\d)", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Epoch();

    // E0312 08:03:22.123456       1 server.go:118] of the components of Kubernetes.
    [GeneratedRegex(@"^[IWEF](?<at>\d{4} \d\d:\d\d:\d\d)\.\d", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Klog();

    // 1:M 12 Mar 2026 08:03:22.123 # of Redis.
    [GeneratedRegex(@"(?<!\d)(?<at>\d\d? [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d)", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex DayMonthYear();

    // Thu Mar 12 08:03:22 2026 of Apache's error log and of C programs.
    [GeneratedRegex(
        @"[A-Z][a-z]{2} (?<day>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)(\.\d{1,9})? (?<year>20\d\d)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Ctime();

    // Mar 12 08:03:22 of syslog.
    [GeneratedRegex(@"^(<\d{1,3}>)?(?<at>[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d) ", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Syslog();
}
