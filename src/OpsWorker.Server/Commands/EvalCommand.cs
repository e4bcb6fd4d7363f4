using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json;
using OpsWorker.Server.Evaluation;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker eval</c>: investigates recorded cases and compares the answers with the truth.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders of cases, or cases: a case has alert.json and cluster/, and may have expected.json.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Write the summary on standard error as JSON." };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "What an earlier run printed on standard output; a case that was right then and is wrong now fails this run.",
            HelpName = "FILE",
        };
        var command = new Command(
            "eval",
            "Investigate recorded cases. Prints one JSON line a case, and on standard error how many answers were right.")
        {
            folders, json, baseline,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(
            () => RunAsync(arguments.GetRequiredValue(folders), arguments.GetValue(baseline), arguments.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] folders, string? baselineFile, bool asJson, CancellationToken cancellationToken)
    {
        var cases = folders.SelectMany(CaseFolder.Find).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        if (cases.Count == 0)
        {
            throw new UserErrorException($"{string.Join(", ", folders)}: no folder there has an alert.json and a cluster/.");
        }

        var before = baselineFile is null ? null : BaselineComparison.Read(baselineFile);
        var outcomes = new ConcurrentDictionary<CaseFolder, CaseOutcome>();
        await Parallel.ForEachAsync(cases, cancellationToken, async (folder, cancel) =>
            outcomes[folder] = await CaseRunner.RunAsync(folder, cancel));

        var ordered = cases.Select(folder => outcomes[folder]).ToList();
        foreach (var outcome in ordered)
        {
            if (outcome.Error is { } error) await Console.Error.WriteLineAsync($"opsworker: case {outcome.Case}: {error}");
            else Console.Out.WriteLine(JsonSerializer.Serialize(outcome.Line!, EvaluationJson.Default.CaseLine));
        }

        var summary = Summary.Of(ordered, Environment.CpuUsage.TotalTime) with
        {
            Baseline = before is null ? null : BaselineComparison.Of(Summary.Judge(ordered), before),
        };
        await Console.Error.WriteLineAsync(
            asJson ? JsonSerializer.Serialize(summary, EvaluationJson.Default.Summary) : SummaryText.Write(summary));
        return summary.Broken > 0 || summary.Baseline is { Worse.Count: > 0 } ? ExitCodes.Failure : ExitCodes.Success;
    }
}
