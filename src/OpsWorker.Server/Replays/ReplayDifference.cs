using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Replays;

/// <summary>The difference between a recorded answer and that of a replay.</summary>
/// <param name="Before">The recorded answers, best first.</param>
/// <param name="After">Those of the replay.</param>
/// <param name="Models">The part of models in the replay, one line each; empty where none was called.</param>
internal sealed record ReplayDifference(
    IReadOnlyList<ReplayedCause> Before, IReadOnlyList<ReplayedCause> After, IReadOnlyList<string> Models)
{
    private const int MaxCauses = 5;

    /// <summary>True where the first answer is the same.</summary>
    public bool IsSame => Before[0].Cause == After[0].Cause && Before[0].Object == After[0].Object;

    /// <summary>The difference between two reports.</summary>
    public static ReplayDifference Of(Report before, Report after) =>
        new(Causes(before.Diagnosis), Causes(after.Diagnosis), after.Models?.Describe() ?? []);

    public string Write()
    {
        var title = IsSame ? "The answer is the same." : "The answer differs.";
        var models = Models.Select(line => $"  models: {VisibleText.Line(line)}");
        return string.Join(
            Environment.NewLine,
            [title, "  recorded:", .. Before.Select(c => c.Write()), "  replayed:", .. After.Select(c => c.Write()), .. models]);
    }

    private static List<ReplayedCause> Causes(DiagnosisResult result) => result.Causes.Count == 0
        ? [new ReplayedCause(result.Verdict, null, null)]
        : [.. result.Causes.Take(MaxCauses).Select(c => new ReplayedCause(c.Finding.Cause, c.Finding.Object, c.Confidence))];
}

/// <summary>An answer: a cause, or a verdict without one.</summary>
internal sealed record ReplayedCause(CauseCode Cause, ObjectReference? Object, double? Confidence)
{
    public string Write() => Object is null
        ? $"    {Cause}"
        : string.Create(CultureInfo.InvariantCulture, $"    {Confidence:P0} {Cause} of {VisibleText.Line(Object.ToString())}");
}
