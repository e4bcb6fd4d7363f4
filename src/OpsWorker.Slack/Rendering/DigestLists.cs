using System.Globalization;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Rules;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>Renders the non-empty lists of a digest.</summary>
internal static class DigestLists
{
    private const int Items = 8;
    private const int Objects = 3;
    private const int TitleLength = 160;
    private const int NameLength = 100;
    private const int RuleLength = 240;

    public static IEnumerable<Block> Of(Digest digest)
    {
        IEnumerable<Block?> lists =
        [
            List("Root causes", digest.Causes.Select(Cause)),
            List("No cause found", digest.Unexplained.Select(Incident)),
            List("Still open", digest.StillOpen.Select(Incident)),
            List("Noise", digest.Noise.Select(Noise)),
            List("Silent clusters", digest.Outages.Select(Outage)),
        ];
        return lists.OfType<Block>();
    }

    private static string Cause(DigestCause cause)
    {
        var objects = string.Join(", ", cause.Objects.Take(Objects).Select(o => SlackText.Code(o.ToString(), NameLength)));
        return $"`{cause.Cause}`{Times(cause.Count)}{(objects.Length == 0 ? "" : ": " + objects)}{More(cause.ObjectCount, Objects)}";
    }

    private static string Incident(DigestIncident incident)
    {
        var severity = incident.Severity == Severity.Unknown ? "" : incident.Severity.ToString().ToLowerInvariant() + " · ";
        var cluster = incident.Cluster is { } name ? $" · {SlackText.Line(name, NameLength)}" : "";
        return $"{severity}{SlackText.Line(incident.Title, TitleLength)}{cluster} · since {SlackText.Time(incident.OpenedAt)}";
    }

    private static string Noise(DigestNoise noise)
    {
        var recorded = noise.Recorded == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {noise.Recorded} only recorded");
        return $"{SlackText.Line(noise.Name, NameLength)}: {Wording.Count(noise.Alerts, "alert")}, "
            + $"{Wording.Count(noise.Incidents, "incident")}{recorded}{Proposal(noise.ProposedRule)}";
    }

    // One line of YAML that can be copied into a file of rules.
    private static string Proposal(Rule? rule)
    {
        if (rule is not { When.Match: { } match, After: { } after }) return "";
        var quoted = match.Replace("'", "''", StringComparison.Ordinal);
        var limit = FormattableString.Invariant($"{{alerts: {after.Alerts}, minutes: {after.Minutes}, per: workload}}");
        var yaml = $"- {{id: {rule.Id}, when: {{match: '{quoted}'}}, after: {limit}, do: notify}}";
        return yaml.Length > RuleLength ? "" : $"; no cause was found, a rule for it: {SlackText.Code(yaml, RuleLength + RuleLength)}";
    }

    private static string Outage(DigestOutage outage)
    {
        var name = SlackText.Line(outage.Cluster, NameLength);
        var duration = Wording.Duration(outage.Silent);
        if (outage.IsDisconnected) return $"{name} is silent; {duration} of the day";
        return outage.Times == 1
            ? $"{name} was silent for {duration}"
            : string.Create(CultureInfo.InvariantCulture, $"{name} was silent {outage.Times} times, {duration} in all");
    }

    private static Block? List(string label, IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count == 0
            ? null
            : Block.Section($"*{label}*{More(all.Count, Items)}\n" + string.Join('\n', all.Take(Items).Select(item => "• " + item)));
    }

    private static string Times(int count) => count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ×{count}");

    private static string More(int count, int shown) =>
        count > shown ? string.Create(CultureInfo.InvariantCulture, $" (and {count - shown} more)") : "";
}
