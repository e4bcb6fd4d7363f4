using System.Globalization;
using System.Text;

namespace OpsWorker.Server.Evaluation;

/// <summary>An evaluation's summary as tables.</summary>
internal static class SummaryText
{
    private static readonly CultureInfo s_invariant = CultureInfo.InvariantCulture;

    public static string Write(Summary summary)
    {
        var text = new StringBuilder();
        if (summary.Total.Cases > 0) WriteScores(text, summary);
        if (summary.BySource.Count > 0) WriteSources(text, summary);
        if (summary.Confusions.Count > 0) WriteConfusions(text, summary.Confusions);
        if (summary.Calibration.Count > 0) WriteCalibration(text, summary.Calibration);
        if (summary.Baseline is { } baseline) WriteBaseline(text, baseline);
        if (summary.LeftOut.Count > 0) text.AppendLine(FittingText.LeftOut(summary.LeftOut).Trim()).AppendLine();
        if (summary.Variants.Count > 0)
        {
            text.AppendLine(FittingText.Ablation(summary.Variants, summary.AllSources.Cases).Trim()).AppendLine();
        }

        text.Append(s_invariant, $"{summary.Cases} cases, {summary.Broken} broken; ");
        if (summary.Unscored > 0) text.Append(s_invariant, $"{summary.Unscored} without a readable truth; ");
        text.Append(
            s_invariant, $"time median {summary.MedianMs} ms, p95 {summary.P95Ms} ms, CPU mean {summary.MeanCpuMs} ms; a median case: ");
        text.Append(s_invariant, $"{summary.MedianRounds} rounds, {summary.MedianQueries} queries, {summary.MedianBytes / 1024} KiB");
        return text.ToString();
    }

    private static void WriteScores(StringBuilder text, Summary summary)
    {
        var width = summary.ByLabel.Max(score => score.Label.Length);
        text.AppendLine(s_invariant, $"{"cause".PadRight(width)}  cases  top-1  top-3  abstained");
        foreach (var score in summary.ByLabel.Append(summary.Total))
        {
            text.AppendLine(
                s_invariant,
                $"{score.Label.PadRight(width)}  {score.Cases,5}  {score.Top1,5}  {score.Top3,5}  {score.Abstained,9}");
        }

        var total = summary.Total;
        text.AppendLine(s_invariant, $"top-1 {Share(total.Top1, total.Cases)}, top-3 {Share(total.Top3, total.Cases)}");
        text.AppendLine();
    }

    private static void WriteSources(StringBuilder text, Summary summary)
    {
        var width = summary.BySource.Max(score => score.Source.Length);
        text.AppendLine(
            s_invariant, $"{"source".PadRight(width)}  cases  top-1  top-3  abstained  false-healthy  sure-and-wrong  calibration-error");
        foreach (var score in summary.BySource.Append(summary.AllSources))
        {
            var (top1, top3) = (Share(score.Top1, score.Cases), Share(score.Top3, score.Cases));
            text.Append(s_invariant, $"{score.Source.PadRight(width)}  {score.Cases,5}  {top1,5}  {top3,5}  {score.Abstained,9}  ");
            text.AppendLine(s_invariant, $"{score.FalseHealthy,13}  {score.SureAndWrong,14}  {score.CalibrationError,17:0.000}");
        }

        text.AppendLine();
    }

    private static void WriteConfusions(StringBuilder text, IReadOnlyList<Confusion> confusions)
    {
        text.AppendLine("answered otherwise");
        foreach (var confusion in confusions)
        {
            text.AppendLine(s_invariant, $"  {confusion.Label} as {confusion.Answered}: {string.Join(", ", confusion.Cases)}");
        }

        text.AppendLine();
    }

    private static void WriteCalibration(StringBuilder text, IReadOnlyList<CalibrationStep> steps)
    {
        text.AppendLine("confidence   answers  right");
        foreach (var step in steps)
        {
            text.AppendLine(s_invariant, $"{step.From:0.00} - {step.To:0.00}  {step.Answers,7}  {Share(step.Right, step.Answers),5}");
        }

        text.AppendLine();
    }

    private static void WriteBaseline(StringBuilder text, BaselineComparison baseline)
    {
        text.AppendLine(
            s_invariant, $"against the baseline, {baseline.Compared} cases: {baseline.Better.Count} better, {baseline.Worse.Count} worse");
        if (baseline.Better.Count > 0) text.AppendLine("  better: " + string.Join(", ", baseline.Better));
        if (baseline.Worse.Count > 0) text.AppendLine("  worse: " + string.Join(", ", baseline.Worse));
        text.AppendLine();
    }

    private static string Share(int part, int whole) => (part / (double)whole).ToString("0.000", s_invariant);
}
