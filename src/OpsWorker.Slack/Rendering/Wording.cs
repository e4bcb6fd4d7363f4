using System.Globalization;

namespace OpsWorker.Slack.Rendering;

/// <summary>Formats numbers, durations and counts.</summary>
internal static class Wording
{
    private const double High = 0.8;
    private const double Medium = 0.5;

    /// <summary><c>high confidence (92%)</c>.</summary>
    public static string Confidence(double confidence)
    {
        var word = confidence >= High ? "high" : confidence >= Medium ? "medium" : "low";
        return string.Create(CultureInfo.InvariantCulture, $"{word} confidence ({Percent(confidence)})");
    }

    /// <summary><c>92%</c>, clamped to 0 to 100.</summary>
    public static string Percent(double share)
    {
        var percent = double.IsNaN(share) ? 0 : Math.Clamp(Math.Round(share * 100), 0, 100);
        return string.Create(CultureInfo.InvariantCulture, $"{percent}%");
    }

    /// <summary><c>1 alert</c>, <c>7 alerts</c>, <c>2 ingresses</c>.</summary>
    public static string Count(int count, string one)
    {
        var ending = count == 1 ? "" : one.EndsWith('s') ? "es" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{count} {one}{ending}");
    }

    /// <summary><c>850 ms</c>, <c>12 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        var text = duration switch
        {
            { TotalSeconds: < 1 } => Two((int)duration.TotalMilliseconds, "ms", 0, ""),
            { TotalMinutes: < 1 } => Two(duration.Seconds, "s", 0, ""),
            { TotalHours: < 1 } => Two(duration.Minutes, "min", duration.Seconds, "s"),
            { TotalDays: < 1 } => Two(duration.Hours, "h", duration.Minutes, "min"),
            _ => Two((int)duration.TotalDays, "d", duration.Hours, "h"),
        };
        return text;
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit} {small} {smallUnit}");
}
