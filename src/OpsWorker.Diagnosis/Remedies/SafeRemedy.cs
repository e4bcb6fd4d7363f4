using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>Remedies with commands that are safe to copy.</summary>
public static class SafeRemedy
{
    /// <summary>A remedy with the commands that can be given; its text names those that cannot, and why.</summary>
    /// <param name="text">The advice, one or more sentences.</param>
    /// <param name="commands">The commands in the order in which they are to be run.</param>
    public static Remedy Of(string text, params IReadOnlyList<KubectlCommand> commands)
    {
        var refusals = commands.Select(c => c.Refusal).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var words = refusals.Count == 0 ? text : $"{text} A command is left out: {string.Join("; ", refusals)}.";
        var valid = commands.Where(c => c.Refusal is null).ToList();
        return new DraftRemedy(words, [.. valid.Select(c => c.ToString())], valid);
    }
}
