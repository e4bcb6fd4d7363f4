using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Recognises an entry that says how long a call of something else took: a noun for what is called, a verb for its end, and a
/// duration with its unit.
/// </summary>
internal static partial class SlowCall
{
    // Objectives for requests that people wait for allow less.
    private const double LeastSeconds = Thresholds.SlowCallSeconds;

    /// <summary>True for such an entry with a duration of a second or more.</summary>
    public static bool IsIn(string line) => Called().IsMatch(line) && Ended().IsMatch(line)
        && Duration().Matches(line).Any(m => SecondsOf(m) >= LeastSeconds);

    private static double SecondsOf(Match match)
    {
        var value = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value[0] is 'm' or 'M' ? value / 1000 : value;
    }

    [GeneratedRegex(
        @"\b(database|db|sql|query|queries|statement|procedure|upstream|downstream|backend|rpc|grpc|remote|external|redis|valkey|cache"
        + @"|mongo(db)?|mysql|mariadb|postgres(ql)?|elasticsearch|opensearch|kafka|rabbitmq|ldap|smtp|s3|call to|request to|calling)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Called();

    [GeneratedRegex(
        @"\b(complet(ed|es)|took|takes|finished|execut(ed|ion)|returned|responded|answered|elapsed|duration|latency|slow|done)\b"
        + @"|(_|\b)(time|ms|duration)\W?[=:]",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Ended();

    [GeneratedRegex(
        @"(?<![\w.])(?<value>\d{1,9}(\.\d{1,9})?) ?(?<unit>ms|msec|milliseconds?|s|secs?|seconds?)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Duration();
}
