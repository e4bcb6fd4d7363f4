using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>
/// Holds a proposed remedy against the objects: the undo of the revision at fault comes first, commands that would fail are left out,
/// who owns the objects is named, and a check shows whether it worked.
/// </summary>
internal static class RemedyReview
{
    private const int MaxCommands = 6;

    /// <summary>The remedy of a finding, for the objects as they are.</summary>
    public static Remedy Complete(Finding finding, DiagnosisContext context)
    {
        if (finding.Remedy is not DraftRemedy { Parts: var proposed }) return finding.Remedy;
        var fault = FaultyRevision.Of(finding, context);
        var known = KnownValues.For(finding, context);
        KubectlCommand[] undo = fault is null ? [] : [Kubectl.Undo(fault.Change.Workload)];
        // Where the value to set is known, nobody has to look for it in an editor.
        var rest = proposed.Where(c => c.Verb != "rollout undo" && !(c.Verb == "edit" && known.Any(k => k.Target == c.Target)));
        var commands = undo.Concat(known).Concat(rest).SelectMany(c => CommandFit.Fitting(c, context)).Where(c => c.Refusal is null)
            .ToList();
        var owner = commands.Where(c => c.Changes).Select(c => c.Target).OfType<ObjectReference>().Append(finding.Object)
            .Select(o => ObjectOwner.Of(o, context.State)).FirstOrDefault(o => o is not null);
        if (owner?.Command is { Refusal: null } own) commands.Insert(Math.Min(undo.Length, commands.Count), own);
        var text = fault is null ? finding.Remedy.Text : $"{fault.Describe()} {finding.Remedy.Text}";
        return SafeRemedy.Of(text, [.. commands.DistinctBy(c => c.ToString()).Take(MaxCommands)]) with
        {
            Changed = fault is null ? [] : [.. fault.Change.Fields.Select(f => f.Shown())],
            Warning = owner?.Warning,
            Checks = [.. SuccessCheck.For(finding, context).Where(c => c.Refusal is null).Select(c => c.ToString())],
        };
    }
}
