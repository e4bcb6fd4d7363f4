using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsWorker.Scenarios.Reading;

/// <summary>
/// The values of a series in the notation of promtool's unit tests: <c>a</c> is a value, <c>axn</c> the same value n times
/// more, <c>a+bxn</c> and <c>a-bxn</c> n more values in steps of b.
/// </summary>
internal static partial class SeriesValues
{
    /// <exception cref="FormatException">The text has another item.</exception>
    public static IReadOnlyList<double> Parse(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Values)];

    private static IEnumerable<double> Values(string item)
    {
        var match = Notation().Match(item);
        if (!match.Success) throw new FormatException($"\"{item}\" is no value of a series: a, axn, a+bxn and a-bxn are.");
        var start = Number(match.Groups["start"]);
        var step = match.Groups["step"].Success ? Number(match.Groups["step"]) : 0;
        var more = match.Groups["more"].Success ? (int)Number(match.Groups["more"]) : 0;
        return Enumerable.Range(0, more + 1).Select(i => start + (step * i));
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<start>-?\d+(\.\d+)?)((?<step>[+-]\d+(\.\d+)?)?x(?<more>\d{1,6}))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notation();
}
