namespace OpsWorker.Diagnosis.Ranking;

/// <summary>A number of <see cref="RankingWeights"/>, to be varied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Neutral">The value at which it has no effect.</param>
/// <param name="Of">Reads it.</param>
/// <param name="With">Replaces it.</param>
public sealed record RankingWeight(
    string Name, double Neutral, Func<RankingWeights, double> Of, Func<RankingWeights, double, RankingWeights> With)
{
    /// <summary>All weights.</summary>
    public static IReadOnlyList<RankingWeight> All { get; } =
    [
        new(nameof(RankingWeights.Threshold), 0, w => w.Threshold, (w, v) => w with { Threshold = v }),
        new(nameof(RankingWeights.Ceiling), 1, w => w.Ceiling, (w, v) => w with { Ceiling = v }),
        new(nameof(RankingWeights.UnexplainedSymptom), 1, w => w.UnexplainedSymptom, (w, v) => w with { UnexplainedSymptom = v }),
        new(nameof(RankingWeights.SecondAnswer), 1, w => w.SecondAnswer, (w, v) => w with { SecondAnswer = v }),
        new(nameof(RankingWeights.FirstAtTie), 1, w => w.FirstAtTie, (w, v) => w with { FirstAtTie = v }),
        new(nameof(RankingWeights.ClearLead), 1e-9, w => w.ClearLead, (w, v) => w with { ClearLead = v }),
        new(nameof(RankingWeights.OutOfScopeFactor), 1, w => w.OutOfScopeFactor, (w, v) => w with { OutOfScopeFactor = v }),
        new(nameof(RankingWeights.EarlierFactor), 1, w => w.EarlierFactor, (w, v) => w with { EarlierFactor = v }),
        new(nameof(RankingWeights.StandingNamedFactor), 1, w => w.StandingNamedFactor, (w, v) => w with { StandingNamedFactor = v }),
        new(nameof(RankingWeights.StandingFactor), 1, w => w.StandingFactor, (w, v) => w with { StandingFactor = v }),
        new(nameof(RankingWeights.LaterFactor), 1, w => w.LaterFactor, (w, v) => w with { LaterFactor = v }),
        new(nameof(RankingWeights.UncalledFactor), 1, w => w.UncalledFactor, (w, v) => w with { UncalledFactor = v }),
        new(
            nameof(RankingWeights.UncalledNewcomerFactor),
            1,
            w => w.UncalledNewcomerFactor,
            (w, v) => w with { UncalledNewcomerFactor = v }),
        new(
            nameof(RankingWeights.UncalledNeverRanFactor),
            1,
            w => w.UncalledNeverRanFactor,
            (w, v) => w with { UncalledNeverRanFactor = v }),
        new(nameof(RankingWeights.NamedAddend), 0, w => w.NamedAddend, (w, v) => w with { NamedAddend = v }),
        new(nameof(RankingWeights.ExplainedAddend), 0, w => w.ExplainedAddend, (w, v) => w with { ExplainedAddend = v }),
        new(nameof(RankingWeights.ChangedAddend), 0, w => w.ChangedAddend, (w, v) => w with { ChangedAddend = v }),
    ];
}
