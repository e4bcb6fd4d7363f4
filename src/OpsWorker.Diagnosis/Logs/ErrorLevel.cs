using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Recognises log entries of level error or worse by how loggers mark the level: words of their own in capitals, fields of JSON and logfmt,
/// klog, nginx, the console logger of .NET, librdkafka, and the first line of an exception that nobody caught.
/// </summary>
internal static partial class ErrorLevel
{
    // A logger writes the level near the beginning of an entry; what stands further on is the message.
    private const int Beginning = 400;

    /// <summary>True for a line that begins such an entry.</summary>
    public static bool IsOf(string line) => Mark().IsMatch(line.Length > Beginning ? line[..Beginning] : line);

    [GeneratedRegex(
        """(?<![\w-])(ERROR|FATAL|CRITICAL|SEVERE|PANIC|EMERG)(?![\w-])"""
        + """|"(level|lvl|severity|log\.level|loglevel|error_severity|s)" ?: ?"""
        + """("(error|err|fatal|panic|critical|crit|severe|emergency|ERROR|FATAL|PANIC|E|F)"|[56]0\b)"""
        + """|\b(level|lvl|severity)="?(error|err|fatal|panic|dpanic|critical|crit)\b"""
        + """|\[(error|crit|alert|emerg|critical|fatal)\]|^[EF]\d{4} \d\d:\d\d:\d\d|^(fail|crit): |^%[0-3]\|"""
        + """|^([a-z]\w*\.)*[A-Z]\w*(Exception|Error)(: |$)|^Traceback \(most recent call last\)"""
        + """|^panic: |^Unhandled exception|^Exception in thread """,
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Mark();
}
