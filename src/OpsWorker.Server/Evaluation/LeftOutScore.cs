namespace OpsWorker.Server.Evaluation;

/// <summary>The score of a source, with the numbers fitted on the other sources only.</summary>
/// <param name="Source">The source.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Top1">Those whose first answer is right with the weights in use.</param>
/// <param name="Best">The variant of weights that is best for the other sources; null where none is better there than those in use.</param>
/// <param name="BestElsewhere">Right answers that it wins over the other sources.</param>
/// <param name="BestHere">Right answers that it wins over this one.</param>
/// <param name="CalibrationError">The calibration error of the confidences as given.</param>
/// <param name="FittedError">The calibration error with confidences fitted on the others.</param>
/// <param name="SureAndWrong">Wrong answers with a confidence over 0.8 as given.</param>
/// <param name="FittedSureAndWrong">The same with confidences fitted on the others.</param>
internal sealed record LeftOutScore(
    string Source, int Cases, int Top1, string? Best, int BestElsewhere, int BestHere, double CalibrationError, double FittedError,
    int SureAndWrong, int FittedSureAndWrong)
{
    /// <summary>Leaves each source out in turn, the lowest share of right answers first.</summary>
    public static IReadOnlyList<LeftOutScore> Of(IReadOnlyList<JudgedCase> judged, string? only = null) =>
    [
        .. judged.GroupBy(c => c.Source).Where(g => only is null || g.Key == only || g.Key.EndsWith("/" + only, StringComparison.Ordinal))
            .Select(g => Of(g.Key, [.. g], [.. judged.Where(c => c.Source != g.Key)]))
            .OrderBy(s => s.Top1 / (double)s.Cases).ThenBy(s => s.Source, StringComparer.Ordinal),
    ];

    private static LeftOutScore Of(string source, IReadOnlyList<JudgedCase> here, IReadOnlyList<JudgedCase> elsewhere)
    {
        var best = VariantEffect.Of(elsewhere).Select((effect, i) => (Effect: effect, Index: i)).MaxBy(v => v.Effect.Net);
        var isBetter = best.Effect is { Net: > 0 };
        var fitted = FittedConfidence.Of(elsewhere);
        var refitted = here.Select(c => c with { Line = fitted.Apply(c.Line) }).ToList();
        return new LeftOutScore(
            source,
            here.Count,
            here.Count(c => c.Rank == 1),
            isBetter ? $"{best.Effect.Variant.Name} {best.Effect.Variant.Change}" : null,
            isBetter ? best.Effect.Net : 0,
            isBetter ? VariantEffect.Of(here)[best.Index].Net : 0,
            Calibration.ErrorOf(here),
            Calibration.ErrorOf(refitted),
            here.Count(c => c.IsSureAndWrong),
            refitted.Count(c => c.IsSureAndWrong));
    }
}
