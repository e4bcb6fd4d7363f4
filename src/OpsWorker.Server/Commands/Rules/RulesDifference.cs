using OpsWorker.Pipeline.Rules.Files;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>Compares two sets of rules, for people. Pure.</summary>
internal static class RulesDifference
{
    /// <summary>
    /// A line for each rule and window that was added (<c>+</c>), removed (<c>-</c>), changed (<c>~</c>) or moved (<c>^</c>).
    /// </summary>
    public static IReadOnlyList<string> Lines(RuleText before, RuleText after)
    {
        var lines = new List<string>();
        Compare(lines, "rule", before.Rules, after.Rules, rule => rule.Id, rule => Text(new RuleText { Rules = [rule] }));
        Compare(lines, "maintenance", before.Maintenance, after.Maintenance, w => w.Name, w => Text(new RuleText { Maintenance = [w] }));
        return lines;
    }

    private static void Compare<T>(
        List<string> lines, string kind, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> name, Func<T, string> text)
    {
        var (old, changed) = (before.ToLookup(name), after.ToLookup(name));
        lines.AddRange(after.Where(item => !old.Contains(name(item))).Select(item => $"+ {kind} {name(item)}"));
        lines.AddRange(before.Where(item => !changed.Contains(name(item))).Select(item => $"- {kind} {name(item)}"));
        var kept = after.Where(item => old.Contains(name(item))).ToList();
        lines.AddRange(kept.Where(item => text(item) != text(old[name(item)].First())).Select(item => $"~ {kind} {name(item)}"));
        var order = before.Select(name).Where(changed.Contains).ToList();
        if (!order.SequenceEqual(kept.Select(name))) lines.Add($"^ {kind}: {string.Join(", ", kept.Select(name))}");
    }

    private static string Text(RuleText text) => text.ToElement().GetRawText();
}
