namespace OpsWorker.Server.Evaluation;

/// <summary>
/// Confidence by experience: the share of right answers among those of about the same confidence, never falling as confidence rises
/// (isotonic regression by pooling neighbours that fall). What its evidence leaves unsure stays unsure: that such answers were right
/// elsewhere says nothing about an application that nobody has seen.
/// </summary>
/// <param name="Steps">The highest confidence of each step, with the share of right answers up to it.</param>
internal sealed record FittedConfidence(IReadOnlyList<(double UpTo, double Share)> Steps)
{
    // Two cases of each kind that nobody has seen keep a step of a few answers from being sure.
    private const double Unseen = 2;

    /// <summary>Fits it on cases.</summary>
    public static FittedConfidence Of(IReadOnlyList<JudgedCase> judged)
    {
        var pools = new List<(double UpTo, double Right, double All)>();
        foreach (var answer in judged.Where(c => !c.IsWithoutCause).OrderBy(c => c.Line.Causes[0].Confidence))
        {
            pools.Add((answer.Line.Causes[0].Confidence, answer.Rank == 1 ? 1 : 0, 1));
            while (pools.Count > 1 && Falls(pools[^2], pools[^1])) Pool(pools);
        }

        return new FittedConfidence([.. pools.Select(p => (p.UpTo, (p.Right + (Unseen / 2)) / (p.All + Unseen)))]);
    }

    /// <summary>The line with the fitted confidence of its first answer.</summary>
    public CaseLine Apply(CaseLine line) => line.Causes.Count == 0
        ? line
        : line with { Causes = [line.Causes[0] with { Confidence = At(line.Causes[0].Confidence) }, .. line.Causes.Skip(1)] };

    private double At(double confidence)
    {
        if (Steps.Count == 0) return confidence;
        var share = Steps.Where(s => confidence <= s.UpTo).Select(s => s.Share).DefaultIfEmpty(Steps[^1].Share).First();
        return confidence <= JudgedCase.Sure ? Math.Min(share, JudgedCase.Sure) : share;
    }

    private static bool Falls((double UpTo, double Right, double All) before, (double UpTo, double Right, double All) after) =>
        before.UpTo.Equals(after.UpTo) || before.Right / before.All >= after.Right / after.All;

    private static void Pool(List<(double UpTo, double Right, double All)> pools)
    {
        var (before, after) = (pools[^2], pools[^1]);
        pools.RemoveRange(pools.Count - 2, 2);
        pools.Add((after.UpTo, before.Right + after.Right, before.All + after.All));
    }
}
