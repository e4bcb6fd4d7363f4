using System.Text.RegularExpressions;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>Errors in logs that no known sentence names and that no earlier line is like: numbers, ids and addresses apart.</summary>
internal static partial class NewErrors
{
    private const int MaxLine = 1_000;

    /// <summary>A line of each new kind, of the workloads in the alert's namespace.</summary>
    public static IEnumerable<Citation> Of(DiagnosisContext context)
    {
        if (context.Scope.StartsAt <= DateTimeOffset.UnixEpoch) yield break;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var log in context.Workloads.Where(w => context.InScope(w.Reference.Namespace))
            .SelectMany(w => w.Pods).SelectMany(context.State.LogsOf).Where(l => !l.Previous))
        {
            var fresh = context.FreshLines.Of(log).ToHashSet(ReferenceEqualityComparer.Instance);
            var before = log.Lines.Where(l => !fresh.Contains(l)).Select(Template).ToHashSet(StringComparer.Ordinal);
            if (before.Count == 0) continue;
            var line = log.Lines.LastOrDefault(l => fresh.Contains(l) && ErrorLine.IsError(l) && !before.Contains(Template(l)));
            if (line is not null && seen.Add(Template(line))) yield return Cite.Line(log, line);
        }
    }

    private static string Template(string line) => Variable().Replace(line.Length > MaxLine ? line[..MaxLine] : line, "#");

    [GeneratedRegex("[0-9a-fA-F]*[0-9][0-9a-fA-F:.TZ-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
