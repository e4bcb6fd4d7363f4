using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>Writes for people how rules decided about stored alerts. Pure.</summary>
internal static class RulesReplay
{
    /// <summary>The summary for people: what was decided how often, and by which rule.</summary>
    public static IEnumerable<string> Summary(IReadOnlyList<RuleDecision> decisions)
    {
        yield return FormattableString.Invariant($"{decisions.Count} alerts");
        foreach (var action in Enum.GetValues<RuleAction>())
        {
            var decided = decisions.Where(d => d.Action == action).ToList();
            yield return FormattableString.Invariant($"  {action.ToString().ToLowerInvariant(),-11}  {decided.Count,6}");
            foreach (var group in decided.GroupBy(d => d.DecidedBy).OrderByDescending(g => g.Count()))
            {
                yield return FormattableString.Invariant($"    {group.Count(),6}  {group.Key}");
            }
        }
    }
}
