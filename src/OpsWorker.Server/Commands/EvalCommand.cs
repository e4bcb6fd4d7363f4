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
            Description = "The standard output of an earlier run; a case that was right then and is wrong now fails this run.",
            HelpName = "FILE",
        };
        var report = new Option<string?>("--write-report")
        {
            Description = "Write the scores by source as a Markdown page.",
            HelpName = "FILE",
        };
        var ablate = new Option<bool>("--ablate")
        {
            Description = "Report what each weight of ranking does: without it, and a fifth less and more.",
        };
        var fit = new Option<bool>("--fit")
        {
            Description = "Report the score of each source with weights and confidences fitted on the others only.",
        };
        var leaveOut = new Option<string?>("--leave-out")
        {
            Description = "Report that of one source only.",
            HelpName = "SOURCE",
        };
        var command = new Command(
            "eval",
            "Investigate recorded cases. Prints one JSON line a case, and on standard error how many answers were right.")
        {
            folders, json, baseline, report, ablate, fit, leaveOut,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(
            () => RunAsync(
                arguments.GetRequiredValue(folders),
                new Outputs(arguments.GetValue(baseline), arguments.GetValue(report), arguments.GetValue(json))
                {
                    Ablate = arguments.GetValue(ablate),
                    Fit = arguments.GetValue(fit),
                    LeaveOut = arguments.GetValue(leaveOut),
                },
                cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string[] folders, Outputs outputs, CancellationToken cancellationToken)
    {
        var cases = folders.SelectMany(CaseFolder.Find).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        if (cases.Count == 0)
        {
            throw new UserErrorException($"{string.Join(", ", folders)}: no folder there has an alert.json and a cluster/.");
        }

        var before = outputs.Baseline is null ? null : BaselineComparison.Read(outputs.Baseline);
        var found = new ConcurrentDictionary<CaseFolder, CaseOutcome>();
        await Parallel.ForEachAsync(cases, cancellationToken, async (folder, cancel) =>
            found[folder] = await CaseRunner.RunAsync(folder, outputs.WithVariants, cancel));

        var outcomes = cases.Select(folder => found[folder]).ToList();
        foreach (var outcome in outcomes) await PrintAsync(outcome);
        var judged = Summary.Judge(outcomes);
        var summary = Summary.Of(outcomes, Environment.CpuUsage.TotalTime) with
        {
            Baseline = before is null ? null : BaselineComparison.Of(judged, before),
            Variants = outputs.Ablate ? VariantEffect.Of(judged) : [],
            LeftOut = outputs.Fit || outputs.LeaveOut is not null ? LeftOut(judged, outputs.LeaveOut) : [],
        };
        await Console.Error.WriteLineAsync(
            outputs.Json ? JsonSerializer.Serialize(summary, EvaluationJson.Default.Summary) : SummaryText.Write(summary));
        if (outputs.Report is { } page) await WriteAsync(page, summary, cancellationToken);
        return summary.Broken > 0 || summary.Baseline is { Worse.Count: > 0 } ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static IReadOnlyList<LeftOutScore> LeftOut(IReadOnlyList<JudgedCase> judged, string? source)
    {
        var scores = LeftOutScore.Of(judged, source);
        if (scores.Count > 0) return scores;
        var sources = string.Join(", ", judged.Select(c => c.Source).Distinct().Order(StringComparer.Ordinal));
        throw new UserErrorException($"--leave-out {source}: no case is of that source; there are {sources}.");
    }

    private static async Task PrintAsync(CaseOutcome outcome)
    {
        if ((outcome.Error ?? outcome.TruthError) is { } error)
            await Console.Error.WriteLineAsync($"opsworker: case {outcome.Case}: {error}");
        if (outcome.Line is { } line) Console.Out.WriteLine(JsonSerializer.Serialize(line, EvaluationJson.Default.CaseLine));
    }

    private static async Task WriteAsync(string file, Summary summary, CancellationToken cancellationToken)
    {
        try
        {
            var before = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : null;
            await File.WriteAllTextAsync(file, AccuracyPage.Write(summary, before), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file}: {e.Message}");
        }
    }

    private sealed record Outputs(string? Baseline, string? Report, bool Json)
    {
        public bool Ablate { get; init; }

        public bool Fit { get; init; }

        public string? LeaveOut { get; init; }

        public bool WithVariants => Ablate || Fit || LeaveOut is not null;
    }
}
