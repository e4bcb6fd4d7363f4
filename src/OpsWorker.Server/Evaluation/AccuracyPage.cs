using System.Globalization;
using System.Text;

namespace OpsWorker.Server.Evaluation;

/// <summary>The page about accuracy, in Markdown.</summary>
internal static class AccuracyPage
{
    private static readonly CultureInfo s_invariant = CultureInfo.InvariantCulture;

    // What people write below this line is kept.
    private const string Kept = "<!-- What follows is written by people. -->";

    /// <summary>The page with the scores, and with what people added to the page that it replaces.</summary>
    public static string Write(Summary summary, string? before) =>
        Write(summary) + (before?.IndexOf(Kept, StringComparison.Ordinal) is { } at and >= 0 ? "\n" + before[at..] : "");

    private static string Write(Summary summary)
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Accuracy

            Written by `opsworker eval DIR... --write-report docs/accuracy.md` over recorded clusters whose truth is known. A case is right
            where code and object of the first answer are among those that its `expected.json` accepts; where nothing is to be found, naming
            nothing is right. *Abstained*: there is a cause and none was named. *Sure and wrong*: another cause with a confidence over 0.8.
            *Calibration error*: the mean distance between confidence and the share of right answers. The worst source comes first.

            | source | cases | top-1 | top-3 | abstained | false healthy | sure and wrong | calibration error |
            |---|---:|---:|---:|---:|---:|---:|---:|

            """.ReplaceLineEndings("\n"));
        foreach (var score in summary.BySource.Append(summary.AllSources)) text.Append(Row(score));
        var mean = summary.BySource.Select(score => Share(score.Top1, score.Cases)).DefaultIfEmpty(0).Average();
        text.Append(
            s_invariant,
            $"\nMean of the sources' top-1: {mean:0.000}. {summary.Cases} cases, {summary.Broken} broken, {summary.Unscored} without a "
            + $"readable truth.\n");
        text.Append("\n| confidence | answers | right |\n|---|---:|---:|\n");
        foreach (var step in summary.Calibration)
        {
            text.Append(s_invariant, $"| {step.From:0.00} - {step.To:0.00} | {step.Answers} | {Share(step.Right, step.Answers):0.000} |\n");
        }

        if (summary.LeftOut.Count > 0) text.Append(FittingText.LeftOut(summary.LeftOut));
        if (summary.Variants.Count > 0) text.Append(FittingText.Ablation(summary.Variants, summary.AllSources.Cases));
        return text.ToString();
    }

    private static string Row(SourceScore score) => string.Create(
        s_invariant,
        $"| {score.Source} | {score.Cases} | {Share(score.Top1, score.Cases):0.000} | {Share(score.Top3, score.Cases):0.000} | "
        + $"{score.Abstained} | {score.FalseHealthy} | {score.SureAndWrong} | {score.CalibrationError:0.000} |\n");

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
