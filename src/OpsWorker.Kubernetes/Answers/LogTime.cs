using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>
/// The timestamp of a log line: the kubelet's prefix (RFC 3339), or the member <c>time</c>, <c>timestamp</c>, <c>ts</c> or
/// <c>@timestamp</c> of a JSON line.
/// </summary>
internal static partial class LogTime
{
    public static DateTimeOffset? Of(string line)
    {
        if (line.Length < 20) return null;
        if (char.IsAsciiDigit(line[0]))
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            return Parse(end < 0 ? line : line.AsSpan(0, end));
        }

        return line[0] == '{' && JsonTime().Match(line) is { Success: true } match ? Parse(match.Groups["time"].ValueSpan) : null;
    }

    private static DateTimeOffset? Parse(ReadOnlySpan<char> text) =>
        text.Length >= 20 && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    [GeneratedRegex(
        "\"(time|timestamp|ts|@timestamp)\"\\s*:\\s*\"(?<time>[0-9TZtz:.+\\-]{20,40})\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex JsonTime();
}
