namespace OpsWorker.Server.Evaluation;

/// <summary>The effect of other weights on the first answers.</summary>
/// <param name="Variant">The weights.</param>
/// <param name="Changed">The cases whose first answer is another one.</param>
/// <param name="Gained">The cases that become right.</param>
/// <param name="Lost">The cases that become wrong.</param>
internal sealed record VariantEffect(WeightVariant Variant, int Changed, int Gained, int Lost)
{
    /// <summary>Right answers won, less those lost.</summary>
    public int Net => Gained - Lost;

    /// <summary>The effect of each variant over some cases.</summary>
    public static IReadOnlyList<VariantEffect> Of(IReadOnlyList<JudgedCase> judged) =>
    [
        .. WeightVariant.All.Select((variant, i) => new VariantEffect(
            variant,
            judged.Count(c => c.Variants.Count > i && c.IsOtherAnswer(i)),
            judged.Count(c => c.Variants.Count > i && c.Rank != 1 && c.IsRightBy(i)),
            judged.Count(c => c.Variants.Count > i && c.Rank == 1 && !c.IsRightBy(i)))),
    ];
}
