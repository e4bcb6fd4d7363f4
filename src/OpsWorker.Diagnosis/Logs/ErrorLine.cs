using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>Finds the line that says best why a process ended, where no signature does.</summary>
internal static partial class ErrorLine
{
    private const string Traceback = "Traceback (most recent call last)";

    // A traceback or a list of problems is not longer; what follows is about something else.
    private const int MaxLookAhead = 60;

    private static readonly string[] s_strong =
    [
        "panic:", "fatal", "Traceback", "Unhandled exception", "Exception in thread", "Caused by:", "APPLICATION FAILED TO START",
        "Segmentation fault", "terminate called after throwing", "Uncaught ", "thread 'main' panicked",
    ];

    private static readonly string[] s_weak = ["error", "exception", "failed", "cannot", "unable to"];

    /// <summary>
    /// The line with the strongest words, or the last line at all; null for empty logs. Of a run that ended while it started the first
    /// such line is the reason and the others follow from it; of a longer run the last one is.
    /// </summary>
    /// <param name="logs">The logs of the container's runs.</param>
    /// <param name="isStart">True if the run ended while it started.</param>
    public static Citation? Of(IEnumerable<ContainerLog> logs, bool isStart = false)
    {
        var all = logs.OrderByDescending(l => l.Previous).ToList();
        return Find(all, s_strong, isStart) ?? Find(all, s_weak, isStart) ?? Find(all, [""], false);
    }

    /// <summary>True for a line with a word for an error.</summary>
    public static bool IsError(string line) => Has(line, s_strong) || Has(line, s_weak);

    private static Citation? Find(List<ContainerLog> logs, string[] words, bool isStart)
    {
        foreach (var log in logs)
        {
            var lines = log.Lines;
            var at = isStart ? First(lines, words) : Last(lines, words);
            if (at >= 0) return Cite.Line(log, Reason(lines, at));
        }

        return null;
    }

    private static int First(IReadOnlyList<string> lines, string[] words) =>
        Enumerable.Range(0, lines.Count).FirstOrDefault(i => Has(lines[i], words), -1);

    private static int Last(IReadOnlyList<string> lines, string[] words) =>
        Enumerable.Range(0, lines.Count).LastOrDefault(i => Has(lines[i], words), -1);

    private static bool Has(string line, string[] words) =>
        words.Any(w => line.Contains(w, StringComparison.OrdinalIgnoreCase)) && !string.IsNullOrWhiteSpace(line);

    // The line itself announces: the exception stands after its frames, the numbered problems under their sum, a description below.
    private static string Reason(IReadOnlyList<string> lines, int at)
    {
        var after = lines.Skip(at + 1).Take(MaxLookAhead);
        if (lines[at].Contains(Traceback, StringComparison.OrdinalIgnoreCase)) return after.FirstOrDefault(IsException) ?? lines[at];
        if (lines[at].Contains("APPLICATION FAILED TO START", StringComparison.Ordinal))
        {
            return after.SkipWhile(l => !l.TrimEnd().EndsWith("Description:", StringComparison.Ordinal)).Skip(1)
                .FirstOrDefault(l => !string.IsNullOrWhiteSpace(l)) ?? lines[at];
        }

        return Sum().IsMatch(lines[at]) ? after.Take(1).FirstOrDefault(l => NumberedItem().IsMatch(l)) ?? lines[at] : lines[at];
    }

    private static bool IsException(string line) => ExceptionLine().IsMatch(line);

    // After the stamp that the runtime or the logger writes: frames are indented, the exception is not.
    [GeneratedRegex(
        @"^(\d{4}-\d\d-\d\dT\S+ )?([A-Za-z_]\w*\.)*[A-Za-z_]\w*"
        + @"(Error|Exception|Exit|Interrupt|Warning|Timeout|Failure|NotFound|Refused)?\b(: |$)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex ExceptionLine();

    [GeneratedRegex(
        @"\[\d+\].*\b(failed|failures?|errors?|problems?)\b|\b(failed|failures?|errors?|problems?):\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Sum();

    [GeneratedRegex(@"^\W*(\d{4}-\d\d-\d\dT\S+ )?.{0,40}[\[(]?\d+[\]).]|^\s*[-*] ", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex NumberedItem();
}
