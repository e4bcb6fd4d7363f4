using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake;

/// <summary>
/// Reads times as RFC 3339 writes them. The shape is checked first, because the framework's parser also takes
/// <c>10:30</c> and <c>5 May</c>, which it completes from the clock of the machine.
/// </summary>
internal static partial class Rfc3339
{
    /// <summary>The time in UTC, to the tick; without an offset it is taken as UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Shape().IsMatch(text)) return false;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    [GeneratedRegex(
        @"^[0-9]{4}(-[0-9]{2}){2}[Tt ][0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,18})?([Zz]|[+-][0-9]{2}:?[0-9]{2})?\z",
        RegexOptions.ExplicitCapture,
        RegexTime.LimitMs)]
    private static partial Regex Shape();
}
