using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Scenarios.Remedies;

/// <summary>
/// Judges a remedy as a whole: its commands, the checks that show that it worked, and the warning about who sets a change back.
/// </summary>
internal static class RemedyValidator
{
    public static IEnumerable<string> Problems(Finding finding, CaseObjects objects)
    {
        var validator = new CommandValidator(objects);
        var remedy = finding.Remedy;
        foreach (var command in remedy.Commands.Concat(remedy.Checks))
        {
            if (validator.Problem(command) is { } problem) yield return $"`{command}`: {problem}";
        }

        var changed = remedy.Commands.Where(c => validator.Problem(c) is null).SelectMany(CommandValidator.Changed).Distinct().ToList();
        if (remedy.Commands.Distinct(StringComparer.Ordinal).Count() != remedy.Commands.Count) yield return "a command stands twice";
        if (changed.Count > 0 && remedy.Checks.Count == 0) yield return "no check shows whether the change worked";
        if (remedy.Warning is null && changed.Select(objects.OwnerOf)
            .FirstOrDefault(o => o is not null) is { } owner) yield return $"nothing warns of {owner}";
        if (Sentences(remedy.Text).GroupBy(s => s, StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1) is { } twice) yield return $"'{twice.Key}' stands twice";
    }

    /// <summary>The first thing that is wrong with the way from a cause to the alert; null for a good one.</summary>
    public static string? PathProblem(RankedCause cause, ClusterState state)
    {
        var at = cause.Finding.Object;
        foreach (var step in cause.Path)
        {
            if (step.From != at) return $"{step.From} does not follow on {at}";
            if (!CitationCheck.Holds(step.Evidence, state)) return $"the evidence of {step.Edge} {step.To} is not there";
            at = step.To;
        }

        return cause.Path.Select(s => s.To).Distinct().Count() == cause.Path.Count ? null : "an object stands twice";
    }

    private static IEnumerable<string> Sentences(string text) => text.Split(". ").Select(s => s.TrimEnd('.')).Where(s => s.Length > 0);
}
