using System.Globalization;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Writes a duration as kubectl's column AGE does: coarser the longer it is.</summary>
internal static class Age
{
    public static string Between(DateTimeOffset? start, DateTimeOffset now) => start is { } at ? Of(now - at) : "<unknown>";

    public static string Of(TimeSpan age)
    {
        var (seconds, minutes, hours, days) = ((long)age.TotalSeconds, (long)age.TotalMinutes, (long)age.TotalHours, (long)age.TotalDays);
        return age switch
        {
            _ when seconds < 0 => "0s",
            _ when seconds < 120 => Text($"{seconds}s"),
            _ when minutes < 10 => Pair(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Text($"{minutes}m"),
            _ when hours < 8 => Pair(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => Text($"{hours}h"),
            _ when days < 8 => Pair(days, "d", hours % 24, "h"),
            _ when days < 730 => Text($"{days}d"),
            _ when days < 2920 => Pair(days / 365, "y", days % 365, "d"),
            _ => Text($"{days / 365}y"),
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Text($"{large}{largeUnit}") : Text($"{large}{largeUnit}{small}{smallUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
