namespace OpsWorker.Server.Evaluation;

/// <summary>How many answers of a group of cases were right.</summary>
internal sealed record Score(string Label, int Cases, int Top1, int Top3, int Abstained);

/// <summary>What an evaluation found, over the cases whose truth is known.</summary>
internal sealed record Summary
{
    public required int Cases { get; init; }

    /// <summary>Cases that could not be run.</summary>
    public required int Broken { get; init; }

    public required Score Total { get; init; }

    public required IReadOnlyList<Score> ByLabel { get; init; }

    public required long MedianMs { get; init; }

    public required long P95Ms { get; init; }

    public required long MedianRounds { get; init; }

    public required long MedianQueries { get; init; }

    public required long MedianBytes { get; init; }

    public static Summary Of(IReadOnlyList<CaseOutcome> outcomes)
    {
        var run = outcomes.Where(outcome => outcome.Error is null).ToList();
        var judged = run.Where(outcome => outcome.Label is not null).ToList();
        return new Summary
        {
            Cases = outcomes.Count,
            Broken = outcomes.Count - run.Count,
            Total = ScoreOf("all", judged),
            ByLabel =
            [
                .. judged.GroupBy(outcome => outcome.Label!)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => ScoreOf(group.Key, [.. group])),
            ],
            MedianMs = Quantile(run.Select(outcome => outcome.Line!.ElapsedMs), 0.5),
            P95Ms = Quantile(run.Select(outcome => outcome.Line!.ElapsedMs), 0.95),
            MedianRounds = Quantile(run.Select(outcome => (long)outcome.Rounds), 0.5),
            MedianQueries = Quantile(run.Select(outcome => (long)outcome.Queries), 0.5),
            MedianBytes = Quantile(run.Select(outcome => outcome.Bytes), 0.5),
        };
    }

    private static Score ScoreOf(string label, IReadOnlyList<CaseOutcome> outcomes) => new(
        label,
        outcomes.Count,
        outcomes.Count(outcome => outcome.Rank == 1),
        outcomes.Count(outcome => outcome.Rank is >= 1 and <= 3),
        outcomes.Count(outcome => outcome.Line!.Causes.Count == 0));

    // Nearest rank.
    private static long Quantile(IEnumerable<long> values, double quantile)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Count) - 1)];
    }
}
