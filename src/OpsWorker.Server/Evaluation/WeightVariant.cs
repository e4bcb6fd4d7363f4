using System.Text.Json.Serialization;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Ranking;

namespace OpsWorker.Server.Evaluation;

/// <summary>The weights of ranking with one of them changed, or the confidences of one class of evidence or of one cause.</summary>
/// <param name="Name">The weight, the class or the cause.</param>
/// <param name="Change">The change, for people.</param>
/// <param name="Weights">The weights.</param>
internal sealed record WeightVariant(string Name, string Change, [property: JsonIgnore] RankingWeights Weights)
{
    /// <summary>The name of the change by which a weight has no effect.</summary>
    public const string Off = "off";

    private const double Step = 0.2;

    /// <summary>Each weight off, a fifth less and a fifth more; each class of evidence and each cause a fifth less and more.</summary>
    public static IReadOnlyList<WeightVariant> All { get; } = [.. OfWeights(), .. OfClasses(), .. OfCauses()];

    private static IEnumerable<WeightVariant> OfWeights()
    {
        var usual = RankingWeights.Default;
        foreach (var weight in RankingWeight.All)
        {
            yield return new(weight.Name, Off, weight.With(usual, weight.Neutral));
            foreach (var (change, factor) in Factors())
            {
                yield return new(weight.Name, change, weight.With(usual, weight.Of(usual) * factor));
            }
        }
    }

    private static IEnumerable<WeightVariant> OfClasses() =>
        from evidence in Certainty.All
        from step in Factors()
        select new WeightVariant(evidence.Name, step.Change, RankingWeights.Default with { ScaledClass = (evidence.Value, step.Factor) });

    private static IEnumerable<WeightVariant> OfCauses() =>
        from row in CauseCatalogue.All
        where row.Layer != CauseLayer.None
        from step in Factors()
        select new WeightVariant(row.Code.ToString(), step.Change, RankingWeights.Default with { Scaled = (row.Code, step.Factor) });

    private static IEnumerable<(string Change, double Factor)> Factors() => [("-20 %", 1 - Step), ("+20 %", 1 + Step)];
}
