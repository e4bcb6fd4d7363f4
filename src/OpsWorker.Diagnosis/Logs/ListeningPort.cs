using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>The port on which a server says that it listens: as servers of Java, Go, Node.js and Python, mysqld, mongod and redis-server write it.</summary>
/// <param name="Port">The port.</param>
/// <param name="Quote">The line.</param>
internal sealed partial record ListeningPort(int Port, Citation Quote)
{
    /// <summary>What a workload's servers say, each line of it.</summary>
    public static IEnumerable<ListeningPort> Of(WorkloadFacts workload, DiagnosisContext context) =>
        from log in workload.Pods.SelectMany(context.State.LogsOf)
        where !log.Previous
        from line in log.Lines
        let said = Said().Match(line)
        where said.Success
        select new ListeningPort(int.Parse(said.Groups["port"].Value, CultureInfo.InvariantCulture), Cite.Line(log, line));

    [GeneratedRegex(
        @"(listening|ready for connections|waiting for connections|started on|serving|server started|Running mode=)\b.*?(\bports?\b[\s(s):=""]*|:)(?<port>\d{2,5})\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Said();
}
