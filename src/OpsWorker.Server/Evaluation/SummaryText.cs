using System.Globalization;
using System.Text;

namespace OpsWorker.Server.Evaluation;

/// <summary>An evaluation's summary as a table.</summary>
internal static class SummaryText
{
    public static string Write(Summary summary)
    {
        var text = new StringBuilder();
        if (summary.ByLabel.Count > 0)
        {
            var width = summary.ByLabel.Max(score => score.Label.Length);
            text.AppendLine(CultureInfo.InvariantCulture, $"{"cause".PadRight(width)}  cases  top-1  top-3  abstained");
            foreach (var score in summary.ByLabel.Append(summary.Total)) text.AppendLine(Row(score, width));
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"top-1 {Share(summary.Total.Top1, summary.Total.Cases)}, top-3 {Share(summary.Total.Top3, summary.Total.Cases)}");
        }

        text.Append(CultureInfo.InvariantCulture, $"{summary.Cases} cases, {summary.Broken} broken; ");
        text.Append(CultureInfo.InvariantCulture, $"time median {summary.MedianMs} ms, p95 {summary.P95Ms} ms; a median case: ");
        text.Append(CultureInfo.InvariantCulture, $"{summary.MedianRounds} rounds, {summary.MedianQueries} queries, {summary.MedianBytes / 1024} KiB");
        return text.ToString();
    }

    private static string Row(Score score, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.Label.PadRight(width)}  {score.Cases,5}  {score.Top1,5}  {score.Top3,5}  {score.Abstained,9}");

    private static string Share(int part, int whole) => (part / (double)whole).ToString("0.000", CultureInfo.InvariantCulture);
}
