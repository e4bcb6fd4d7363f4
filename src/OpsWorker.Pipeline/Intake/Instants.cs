using System.Globalization;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads times in the forms that monitoring systems write.</summary>
internal static class Instants
{
    // 5138-11-16 in seconds is 1973-03-03 in milliseconds, and so on: the magnitude tells the unit.
    private const double MaxSeconds = 100_000_000_000;
    private const double TicksPerNanosecond = 0.01;

    /// <summary>
    /// A time as RFC 3339 writes it, with or without an offset, or as a number since 1970 in seconds, milli-, micro- or
    /// nanoseconds; null for anything else and for times that mean "none".
    /// </summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null) return null;
        if (Rfc3339.TryParse(text, out var time)) return OrNone(time);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Since1970(number)
            : null;
    }

    /// <summary>Null for a time of the year 1 or of 1970, which senders write for "none".</summary>
    public static DateTimeOffset? OrNone(DateTimeOffset time) => time.UtcDateTime <= DateTime.UnixEpoch.AddDays(1) ? null : time;

    private static DateTimeOffset? Since1970(double number)
    {
        var ticks = number switch
        {
            < MaxSeconds => number * TimeSpan.TicksPerSecond,
            < MaxSeconds * 1e3 => number * TimeSpan.TicksPerMillisecond,
            < MaxSeconds * 1e6 => number * TimeSpan.TicksPerMicrosecond,
            < MaxSeconds * 1e9 => number * TicksPerNanosecond,
            _ => 0,
        };
        return OrNone(DateTimeOffset.UnixEpoch.AddTicks((long)ticks));
    }
}
