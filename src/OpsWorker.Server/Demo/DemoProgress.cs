using System.Diagnostics;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Queries;

namespace OpsWorker.Server.Demo;

/// <summary>Prints the progress of an investigation, line by line and with the time since the webhook.</summary>
internal sealed class DemoProgress(TextWriter output)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly HashSet<string> _said = [];

    public void Say(string line)
    {
        if (_said.Add(line)) output.WriteLine($"  {Stopwatch.GetElapsedTime(_started).TotalSeconds,5:0.00} s  {line}");
    }

    public void Say(JournalEntry entry)
    {
        if (entry.Kind != JournalEntryKind.Query) return;
        Say($"asked the cluster {entry.Queries.Count} questions ({Summary(entry.Queries)})");
        if (entry.Failure is { } failure) Say(failure);
        else if (entry.State == JournalEntryState.Completed)
        {
            var answered = entry.Evidence.Count(evidence => evidence.Outcome == QueryOutcome.Success);
            Say($"{answered} of {entry.Evidence.Count} answered, {entry.Evidence.Sum(evidence => evidence.Bytes) / 1024} KiB of evidence");
        }
    }

    private static string Summary(IReadOnlyList<Query> queries) =>
        string.Join(
            ", ", queries.GroupBy(query => query.Verb).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
}
