using System.Globalization;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>Orders the changes that roll-outs brought by how well they account for what a workload does since then.</summary>
internal static class ChangeCorrelation
{
    private const int MaxOfAnAnswer = 3;
    private const int MaxFiles = 10;

    /// <summary>The changes of the answers, the likeliest of the likeliest workload first.</summary>
    public static IReadOnlyList<CorrelatedChange> Of(IReadOnlyList<ChangeAnswer> answers, DiagnosisContext context) =>
        [.. answers.SelectMany(answer => Of(answer, context))];

    private static IEnumerable<CorrelatedChange> Of(ChangeAnswer answer, DiagnosisContext context)
    {
        if (answer.Repository is not { } repository) return [];
        var logged = new LoggedNames(answer.Question.Workload, context);
        return Lasting(answer.Changes)
            .OrderByDescending(logged.Mention)
            .ThenByDescending(change => ChangedFiles.WeightOf(change, answer.Question))
            .ThenByDescending(change => change.At)
            .Take(MaxOfAnAnswer)
            .Select(change => new CorrelatedChange
            {
                Object = answer.Question.Workload,
                RolledOutAt = answer.Question.RolledOutAt,
                Repository = repository,
                Change = change with { Files = [.. change.Files.Take(MaxFiles)] },
                Basis = answer.Basis,
                IsReturn = answer.IsReturn,
                Summary = Sentence(answer, change, context),
            });
    }

    // A change and its revert leave nothing.
    private static IEnumerable<SourceChange> Lasting(IReadOnlyList<SourceChange> changes)
    {
        var reverted = changes.Where(c => changes.Any(r => r.Title == Revert(c) && r.At >= c.At)).ToList();
        return changes.Where(c => !reverted.Contains(c) && !reverted.Exists(r => c.Title == Revert(r)));
    }

    private static string Revert(SourceChange change) => $"Revert \"{change.Title}\"";

    private static string Sentence(ChangeAnswer answer, SourceChange change, DiagnosisContext context)
    {
        var (workload, at) = (answer.Question.Workload, answer.Question.RolledOutAt);
        var began = $"The alert began {After(context.Scope.StartsAt - at)}";
        var named = $"{change.Id} \"{change.Title}\" by {change.Author}";
        if (RollOut.LastBefore(workload, context) is not { } rollOut) return $"{began} a roll-out of {workload}: {named}.";
        var number = rollOut.After.Number;
        var what = rollOut.Fields.Count == 0 ? "restarted its pods" : $"changed {FieldChange.Join(rollOut.Fields)}";
        return $"{began} revision {number} of {workload} {what}" + (answer.Basis, answer.IsReturn) switch
        {
            (_, true) => $", which took back {named}.",
            (ChangeBasis.Time, _) => $"; {named} was merged {Before(at - change.At)} and may be in it.",
            _ => $": {named}.",
        };
    }

    private static string After(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? "with" : $"{Minutes(time)} after";

    private static string Before(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? "just before it" : $"{Minutes(time)} before it";

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min");
}
