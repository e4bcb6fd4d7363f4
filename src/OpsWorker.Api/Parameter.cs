using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Api;

/// <summary>Reads query parameters.</summary>
internal static class Parameter
{
    private const int MaxLength = 200;

    /// <summary>Checks the length of texts; null is not given.</summary>
    /// <exception cref="InvalidParameterException">One is empty or too long.</exception>
    public static void CheckTexts(params ReadOnlySpan<(string Name, string? Value)> texts)
    {
        foreach (var (name, value) in texts)
        {
            if (value is { Length: 0 or > MaxLength })
            {
                throw new InvalidParameterException(name, $"Has {value.Length} characters; 1 to {MaxLength} were expected.");
            }
        }
    }

    /// <summary>A word of an enumeration, in upper or lower case; null if it is not given.</summary>
    /// <exception cref="InvalidParameterException">It is none.</exception>
    public static T? Word<T>(string name, string? value)
        where T : struct, Enum
    {
        if (value is null) return null;
        return EnumName.Find<T>(value)
            ?? throw new InvalidParameterException(name, $"Is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>A cause by its code; null if it is not given.</summary>
    /// <exception cref="InvalidParameterException">There is no such code.</exception>
    public static CauseCode? Cause(string? value)
    {
        if (value is null) return null;
        return EnumName.Find<CauseCode>(value)
            ?? throw new InvalidParameterException(
                "cause", "Is no code of a cause, such as OutOfMemory; `opsworker detectors` lists them.");
    }

    /// <summary>The time between <c>from</c> and <c>to</c>; null if neither is given.</summary>
    /// <exception cref="InvalidParameterException">One is no time, or they are in the wrong order.</exception>
    public static TimeRange? Period(string? from, string? to)
    {
        if (from is null && to is null) return null;
        var begin = Time("from", from) ?? DateTimeOffset.UnixEpoch;
        var end = Time("to", to) ?? DateTimeOffset.MaxValue;
        return begin < end ? new TimeRange(begin, end) : throw new InvalidParameterException("to", "Is not after `from`.");
    }

    private static DateTimeOffset? Time(string name, string? value)
    {
        if (value is null) return null;
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && value.Length >= 10
            ? time
            : throw new InvalidParameterException(name, "Is no RFC 3339 time, such as 2026-03-01T03:00:00Z.");
    }
}
