using System.Text.Json.Serialization;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Ranking;

namespace OpsWorker.Server.Evaluation;

/// <summary>The weights of ranking with one of them changed, or with the confidences of one cause changed.</summary>
/// <param name="Name">The weight or the cause.</param>
/// <param name="Change">The change, for people.</param>
/// <param name="Weights">The weights.</param>
internal sealed record WeightVariant(string Name, string Change, [property: JsonIgnore] RankingWeights Weights)
{
    /// <summary>The name of the change by which a weight has no effect.</summary>
    public const string Off = "off";

    private const double Step = 0.2;

    /// <summary>Each weight off, a fifth less and a fifth more; the confidences of each cause a fifth less and a fifth more.</summary>
    public static IReadOnlyList<WeightVariant> All { get; } = [.. OfWeights(), .. OfCauses()];

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

    private static IEnumerable<WeightVariant> OfCauses() =>
        from row in CauseCatalogue.All
        where row.Layer != CauseLayer.None
        from step in Factors()
        select new WeightVariant(row.Code.ToString(), step.Change, RankingWeights.Default with { Scaled = (row.Code, step.Factor) });

    private static IEnumerable<(string Change, double Factor)> Factors() => [("-20 %", 1 - Step), ("+20 %", 1 + Step)];
}
