using System.Globalization;
using System.Text;

namespace OpsWorker.Server.Evaluation;

/// <summary>The tables about weights and about sources left out, in Markdown.</summary>
internal static class FittingText
{
    // Fewer than one answer in a hundred may hang on a fifth of a number.
    private const double MostChanged = 0.01;

    private static readonly CultureInfo s_invariant = CultureInfo.InvariantCulture;

    public static string Ablation(IReadOnlyList<VariantEffect> effects, int cases)
    {
        var text = new StringBuilder();
        text.Append(
            """

            ## Weights

            Each weight of `RankingWeights` without effect (*off*), and a fifth less and more: first answers that change, right ones that
            are won and lost. Of classes of evidence (`Certainty`) and of causes, the confidences of all such findings; those that change
            nothing are left out.

            | weight, class or cause | change | answers changed | won | lost |
            |---|---|---:|---:|---:|

            """.ReplaceLineEndings("\n"));
        foreach (var effect in effects.Where(e => e.Changed > 0))
        {
            text.Append(
                s_invariant, $"| {effect.Variant.Name} | {effect.Variant.Change} | {effect.Changed} | {effect.Gained} | {effect.Lost} |\n");
        }

        var steps = effects.Where(e => e.Variant.Change != WeightVariant.Off).ToList();
        var over = steps.Where(e => e.Changed > MostChanged * cases).ToList();
        text.Append(s_invariant, $"\n{steps.Count} steps of a fifth; over 1 % of {cases} answers change by {over.Count} of them");
        text.Append(over.Count == 0 ? ".\n" : $": {string.Join(", ", over.Select(e => $"{e.Variant.Name} {e.Variant.Change}"))}.\n");
        return text.ToString();
    }

    public static string LeftOut(IReadOnlyList<LeftOutScore> scores)
    {
        var text = new StringBuilder();
        text.Append(
            """

            ## Sources left out

            Of each source the score with numbers fitted on the others only: the one change of weights that wins most there, and what it
            wins here; the calibration error and the surely wrong answers with confidences as given, and with those fitted on the others.

            | source | cases | top-1 | best change elsewhere | won there | here | calibration error | fitted | sure and wrong | fitted |
            |---|---:|---:|---|---:|---:|---:|---:|---:|---:|

            """.ReplaceLineEndings("\n"));
        foreach (var s in scores)
        {
            text.Append(s_invariant, $"| {s.Source} | {s.Cases} | {s.Top1 / (double)s.Cases:0.000} | {s.Best ?? "none"} | ");
            text.Append(s_invariant, $"{s.BestElsewhere} | {s.BestHere} | {s.CalibrationError:0.000} | {s.FittedError:0.000} | ");
            text.Append(s_invariant, $"{s.SureAndWrong} | {s.FittedSureAndWrong} |\n");
        }

        return text.ToString();
    }
}
