using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>The port on which a server says that it listens: as servers of Java, Go, Node.js and Python, mysqld, mongod and redis-server write it.</summary>
/// <param name="Port">The port.</param>
/// <param name="Quote">The line.</param>
internal sealed partial record ListeningPort(int Port, Citation Quote)
{
    private static readonly string[] s_listens =
        ["listening", "ready for connections", "waiting for connections", "started on", "serving on", "serving at", "server started", "Running mode=", "starting to listen"];

    /// <summary>What a workload's servers say; none where one of them says it in words that are not known.</summary>
    public static IReadOnlyList<ListeningPort> Of(WorkloadFacts workload, DiagnosisContext context)
    {
        var found = new List<ListeningPort>();
        foreach (var log in workload.Pods.SelectMany(context.State.LogsOf).Where(l => !l.Previous))
        {
            foreach (var line in log.Lines.Where(l => s_listens.Any(w => l.Contains(w, StringComparison.OrdinalIgnoreCase))))
            {
                if (Number().Match(line) is not { Success: true } said) return [];
                found.Add(new ListeningPort(int.Parse(said.Groups["port"].Value, CultureInfo.InvariantCulture), Cite.Line(log, line)));
            }
        }

        return found;
    }

    // "port 80", "port(s): 80", "port":80; "on 80", "at 0.0.0.0:80", "on [::]:80".
    [GeneratedRegex(
        """\bport(\(s\))?["']?\s*[:=]?\s*["']?:?(?<port>\d{2,5})\b|\b(on|at|tcp)\b["':\s\\]{1,5}(https?://)?(([\w.*-]+|\[[:\d]*\])?:)?(?<port>\d{2,5})(?![\d.:\w])""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Number();
}
