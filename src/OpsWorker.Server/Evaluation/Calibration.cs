namespace OpsWorker.Server.Evaluation;

/// <summary>The first answers within a step of confidence.</summary>
/// <param name="From">The least confidence.</param>
/// <param name="To">The confidence at which the next step begins.</param>
/// <param name="Answers">Answers that name a cause.</param>
/// <param name="Right">Those that are right.</param>
internal sealed record CalibrationStep(double From, double To, int Answers, int Right);

/// <summary>Compares confidence with the share of answers that are right.</summary>
internal static class Calibration
{
    private static readonly double[] s_steps = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001];

    /// <summary>The steps that have answers.</summary>
    public static IReadOnlyList<CalibrationStep> StepsOf(IReadOnlyList<JudgedCase> judged) =>
    [
        .. s_steps.Zip(s_steps.Skip(1), (from, to) => (From: from, To: to, Answers: Within(judged, from, to)))
            .Where(step => step.Answers.Count > 0)
            .Select(step => new CalibrationStep(step.From, Math.Min(step.To, 1), step.Answers.Count, step.Answers.Count(c => c.Rank == 1))),
    ];

    /// <summary>The expected calibration error, from 0 to 1; 0 without answers.</summary>
    public static double ErrorOf(IReadOnlyList<JudgedCase> judged)
    {
        var answered = judged.Count(c => !c.IsWithoutCause);
        if (answered == 0) return 0;
        var distances = s_steps.Zip(s_steps.Skip(1), (from, to) => Within(judged, from, to))
            .Select(step => Math.Abs(step.Sum(c => c.Line.Causes[0].Confidence) - step.Count(c => c.Rank == 1)));
        return Math.Round(distances.Sum() / answered, 3);
    }

    private static List<JudgedCase> Within(IReadOnlyList<JudgedCase> judged, double from, double to) =>
        [.. judged.Where(c => !c.IsWithoutCause && c.Line.Causes[0].Confidence >= from && c.Line.Causes[0].Confidence < to)];
}
