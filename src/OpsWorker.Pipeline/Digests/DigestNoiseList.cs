using System.Text;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Digests;

/// <summary>Finds the alerts that came often and led to little, and proposes a rule for each. Pure.</summary>
internal static class DigestNoiseList
{
    private const int MaxNoise = 10;

    /// <summary>So many alerts of one name that opened nothing are noise, and so many incidents without a cause.</summary>
    private const int NoiseFrom = 3;

    private const int MaxId = 60;

    public static IReadOnlyList<DigestNoise> Of(DigestDay day)
    {
        var found = day.Investigations.Where(DigestSummary.IsFound).Select(i => i.IncidentId).ToHashSet();
        return
        [
            .. day.Alerts.GroupBy(alert => alert.Name).Select(same => Of(same.Key, [.. same], found))
                .Where(noise => noise.Alerts - noise.Incidents >= NoiseFrom || noise.ProposedRule is not null)
                .OrderByDescending(noise => noise.Alerts - noise.Incidents).ThenByDescending(noise => noise.Alerts)
                .ThenBy(noise => noise.Name).Take(MaxNoise),
        ];
    }

    private static DigestNoise Of(string name, IReadOnlyList<AlertFact> alerts, HashSet<string> found)
    {
        var opened = alerts.Where(alert => alert.Outcome == AlertOutcome.Opened).ToList();
        var isCauseless = opened.Count >= NoiseFrom && !opened.Any(alert => found.Contains(alert.IncidentId!));
        return new DigestNoise(
            name,
            alerts.Count,
            opened.Count,
            alerts.Count(alert => alert.Outcome == AlertOutcome.Recorded),
            isCauseless ? Rule(name) : null);
    }

    // Incidents that came and went without a cause: wait until it persists, and show it without investigating.
    private static Rule Rule(string name) => new()
    {
        Id = IdOf(name),
        When = new RuleCondition { Match = $"alert.name={Quoted(name)}" },
        After = new RuleRate(NoiseFrom, Minutes: 30, RulePer.Workload),
        Do = RuleAction.Notify,
    };

    private static string IdOf(string name)
    {
        var letters = name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(MaxId);
        return "quiet-" + string.Concat(letters);
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\');
            quoted.Append(c == '\n' ? "\\n" : c.ToString());
        }

        return quoted.Append('"').ToString();
    }
}
