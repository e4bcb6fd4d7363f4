using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>Finds the line that says best why a process ended, where no signature does.</summary>
internal static class ErrorLine
{
    private static readonly string[] s_strong =
        ["panic:", "fatal", "Traceback", "Unhandled exception", "Exception in thread", "Caused by:", "APPLICATION FAILED TO START", "Segmentation fault"];

    private static readonly string[] s_weak = ["error", "exception", "failed", "cannot", "unable to"];

    /// <summary>The last line with the strongest words, or the last line at all; null for empty logs.</summary>
    public static Citation? Of(IEnumerable<ContainerLog> logs)
    {
        var all = logs.OrderByDescending(l => l.Previous).ToList();
        return Last(all, s_strong) ?? Last(all, s_weak) ?? Last(all, [""]);
    }

    private static Citation? Last(List<ContainerLog> logs, string[] words)
    {
        foreach (var log in logs)
        {
            var line = log.Lines.LastOrDefault(l => words.Any(w => l.Contains(w, StringComparison.OrdinalIgnoreCase)));
            if (line is not null) return Cite.Line(log, line);
        }

        return null;
    }
}
