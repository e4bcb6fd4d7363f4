using System.Globalization;

namespace OpsWorker.Server.Commands;

/// <summary>Reads a time as people write it: a length before or after now, or a date.</summary>
internal static class TimeText
{
    /// <summary>The time that long before now, or the date.</summary>
    /// <exception cref="UserErrorException">It has another form.</exception>
    public static DateTimeOffset ReadPast(string option, string text, DateTimeOffset now) =>
        Length(text) is { } length ? now - length : Date(option, text);

    /// <summary>The time that long after now, or the date.</summary>
    /// <exception cref="UserErrorException">It has another form.</exception>
    public static DateTimeOffset ReadFuture(string option, string text, DateTimeOffset now) =>
        Length(text) is { } length ? now + length : Date(option, text);

    private static TimeSpan? Length(string text)
    {
        const int maxDays = 3650;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return text[^1] switch
        {
            'd' when number <= maxDays => TimeSpan.FromDays(number),
            'h' when number <= maxDays * 24 => TimeSpan.FromHours(number),
            'm' when number <= maxDays * 24 * 60 => TimeSpan.FromMinutes(number),
            _ => null,
        };
    }

    private static DateTimeOffset Date(string option, string text) =>
        text.Length >= 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UserErrorException($"{option} is \"{text}\"; a time like 7d, 12h, 30m or 2027-01-31 was expected.");
}
