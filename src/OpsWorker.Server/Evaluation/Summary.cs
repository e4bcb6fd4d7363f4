namespace OpsWorker.Server.Evaluation;

/// <summary>The number of right answers in a group of cases.</summary>
internal sealed record Score(string Label, int Cases, int Top1, int Top3, int Abstained)
{
    public static Score Of(string label, IReadOnlyList<JudgedCase> cases) => new(
        label,
        cases.Count,
        cases.Count(c => c.Rank == 1),
        cases.Count(c => c.Rank is >= 1 and <= 3),
        cases.Count(c => c.Abstained));
}

/// <summary>The score of the cases of one source.</summary>
/// <param name="Source">The folder and the application or collection.</param>
/// <param name="Cases">Cases whose truth is known.</param>
/// <param name="Top1">Cases whose first answer is right.</param>
/// <param name="Top3">Cases with the right answer among the first three.</param>
/// <param name="Abstained">Cases with a cause for which none was named.</param>
/// <param name="FalseHealthy">Cases that were called healthy and are not; they count as abstained too.</param>
/// <param name="SureAndWrong">Cases whose first answer is wrong at a confidence over 0.8.</param>
/// <param name="CalibrationError">
/// The mean distance between confidence and the share of right answers, over the steps of confidence, weighted by answers.
/// </param>
internal sealed record SourceScore(
    string Source, int Cases, int Top1, int Top3, int Abstained, int FalseHealthy, int SureAndWrong, double CalibrationError)
{
    public static SourceScore Of(string source, IReadOnlyList<JudgedCase> cases) => new(
        source,
        cases.Count,
        cases.Count(c => c.Rank == 1),
        cases.Count(c => c.Rank is >= 1 and <= 3),
        cases.Count(c => c.Abstained),
        cases.Count(c => c.IsFalseHealthy),
        cases.Count(c => c.IsSureAndWrong),
        Calibration.ErrorOf(cases));
}

/// <summary>A wrong first answer, with the cases in which it was given instead of their label.</summary>
internal sealed record Confusion(string Label, string Answered, IReadOnlyList<string> Cases);

/// <summary>The result of an evaluation. Times are wall-clock, of cases that ran side by side.</summary>
internal sealed record Summary
{
    public required int Cases { get; init; }

    /// <summary>Cases that could not be run.</summary>
    public required int Broken { get; init; }

    /// <summary>The cases whose truth is known.</summary>
    public required Score Total { get; init; }

    public required IReadOnlyList<Score> ByLabel { get; init; }

    /// <summary>Cases whose truth could not be read.</summary>
    public required int Unscored { get; init; }

    /// <summary>The scores by source, the lowest share of right answers first.</summary>
    public required IReadOnlyList<SourceScore> BySource { get; init; }

    /// <summary>The score over all sources.</summary>
    public required SourceScore AllSources { get; init; }

    public required IReadOnlyList<Confusion> Confusions { get; init; }

    public required IReadOnlyList<CalibrationStep> Calibration { get; init; }

    public required long MedianMs { get; init; }

    public required long P95Ms { get; init; }

    /// <summary>CPU time of the whole process, start included, divided by the cases.</summary>
    public required long MeanCpuMs { get; init; }

    public required long MedianRounds { get; init; }

    public required long MedianQueries { get; init; }

    public required long MedianBytes { get; init; }

    /// <summary>The differences to an earlier run; null without one.</summary>
    public BaselineComparison? Baseline { get; init; }

    /// <summary>The effects of other weights; none where they were not asked for.</summary>
    public IReadOnlyList<VariantEffect> Variants { get; init; } = [];

    /// <summary>The scores of sources left out; none where they were not asked for.</summary>
    public IReadOnlyList<LeftOutScore> LeftOut { get; init; } = [];

    public static Summary Of(IReadOnlyList<CaseOutcome> outcomes, TimeSpan cpu)
    {
        var run = outcomes.Where(outcome => outcome.Line is not null).ToList();
        var judged = Judge(run);
        return new Summary
        {
            Cases = outcomes.Count,
            Broken = outcomes.Count - run.Count,
            Total = Score.Of("all", judged),
            ByLabel = [.. ByLabelOf(judged).Select(group => Score.Of(group.Key, [.. group]))],
            Confusions = ConfusionsOf(judged),
            Unscored = run.Count(outcome => outcome.TruthError is not null),
            BySource =
            [
                .. judged.GroupBy(c => c.Source).Select(group => SourceScore.Of(group.Key, [.. group]))
                    .OrderBy(score => score.Top1 / (double)score.Cases).ThenBy(score => score.Source, StringComparer.Ordinal),
            ],
            AllSources = SourceScore.Of("all", judged),
            Calibration = Evaluation.Calibration.StepsOf(judged),
            MedianMs = Quantile(run.Select(outcome => outcome.Line!.ElapsedMs), 0.5),
            P95Ms = Quantile(run.Select(outcome => outcome.Line!.ElapsedMs), 0.95),
            MeanCpuMs = run.Count == 0 ? 0 : (long)(cpu.TotalMilliseconds / run.Count),
            MedianRounds = Quantile(run.Select(outcome => (long)outcome.Rounds), 0.5),
            MedianQueries = Quantile(run.Select(outcome => (long)outcome.Queries), 0.5),
            MedianBytes = Quantile(run.Select(outcome => outcome.Bytes), 0.5),
        };
    }

    /// <summary>The cases that were answered and whose truth is known.</summary>
    public static IReadOnlyList<JudgedCase> Judge(IEnumerable<CaseOutcome> outcomes) =>
        [
            .. outcomes
                .Where(o => o is { Line: not null, Expected: not null })
                .Select(o => new JudgedCase(o.Line!, o.Expected!, o.Collection) { Variants = o.Variants }),
        ];

    private static IEnumerable<IGrouping<string, JudgedCase>> ByLabelOf(IReadOnlyList<JudgedCase> judged) =>
        judged.GroupBy(c => c.Expected.Label).OrderBy(group => group.Key, StringComparer.Ordinal);

    private static IReadOnlyList<Confusion> ConfusionsOf(IReadOnlyList<JudgedCase> judged) =>
    [
        .. ByLabelOf([.. judged.Where(c => c is { Rank: not 1, IsWithoutCause: false })])
            .SelectMany(group => group.GroupBy(c => c.Line.Causes[0].Code)
                .Select(same => new Confusion(group.Key, same.Key.ToString(), [.. same.Select(c => c.Line.Case)]))),
    ];

    // Nearest rank.
    private static long Quantile(IEnumerable<long> values, double quantile)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Count) - 1)];
    }
}
