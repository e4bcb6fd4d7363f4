using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>The stored past that rules are replayed on.</summary>
/// <param name="Incidents">The incidents that were opened in the time.</param>
/// <param name="Investigations">Their investigations.</param>
internal sealed record ReplayedPast(IReadOnlyList<Incident> Incidents, IReadOnlyList<PastInvestigation> Investigations);

/// <summary>Writes for people how rules decided about stored alerts. Pure.</summary>
internal static class RulesReplay
{
    private const int MaxNames = 8;
    private const int MaxSilences = 20;

    /// <summary>
    /// The summary for people: what was decided how often and by which rule, the investigations and their cost, and what windows and
    /// silences hide.
    /// </summary>
    /// <param name="replayed">The decisions, oldest alert first.</param>
    /// <param name="incidents">The incidents of the alerts that are not suppressed.</param>
    /// <param name="past">The past.</param>
    public static IEnumerable<string> Summary(
        IReadOnlyList<ReplayedAlert> replayed, IReadOnlyList<ReplayedIncident> incidents, ReplayedPast past)
    {
        yield return FormattableString.Invariant($"{replayed.Count} alerts");
        foreach (var action in Enum.GetValues<RuleAction>())
        {
            var decided = replayed.Where(r => r.Decision.Action == action).ToList();
            yield return FormattableString.Invariant($"  {action.ToString().ToLowerInvariant(),-11}  {decided.Count,6}");
            foreach (var group in decided.GroupBy(r => r.Decision.DecidedBy).OrderByDescending(g => g.Count()))
            {
                yield return FormattableString.Invariant($"    {group.Count(),6}  {group.Key}");
            }
        }

        foreach (var line in Investigated(incidents, past)) yield return line;
        foreach (var window in replayed.Where(r => r.Hidden is not null).GroupBy(r => r.Decision.DecidedBy))
        {
            foreach (var line in Hidden(window.Key, [.. window])) yield return line;
        }

        foreach (var line in Silenced(replayed, past)) yield return line;
    }

    private static IEnumerable<string> Investigated(IReadOnlyList<ReplayedIncident> incidents, ReplayedPast past)
    {
        var wanted = incidents.Where(incident => incident.Investigated is not null).ToList();
        var (limited, shown) = (incidents.Count(i => i.IsLimited), incidents.Count - wanted.Count);
        yield return FormattableString.Invariant(
            $"incidents: {incidents.Count}, of which {wanted.Count} investigated and {shown} only shown, {limited} because of a cooldown");
        if (past.Investigations.All(investigation => investigation.Cost is null)) yield break;
        var costs = past.Investigations.ToLookup(investigation => investigation.IncidentId, investigation => investigation.Cost ?? 0);
        var now = past.Investigations.Sum(investigation => investigation.Cost ?? 0);
        var then = wanted.Where(incident => incident.IncidentId is not null)
            .Sum(incident => costs[incident.IncidentId!].Sum(cost => Within(cost, incident.Investigated!.Terms)));
        var unknown = wanted.Count(incident => incident.IncidentId is null);
        yield return FormattableString.Invariant($"  models cost ${now:0.0000}; with these rules ${then:0.0000}")
            + (unknown == 0 ? "" : FormattableString.Invariant($", and the cost of {unknown} that were not investigated"));
    }

    private static decimal Within(decimal cost, InvestigationTerms? terms) => terms switch
    {
        { Models: [] } => 0,
        { Budget.Money: { } most } => Math.Min(cost, most),
        _ => cost,
    };

    private static IEnumerable<string> Hidden(string window, IReadOnlyList<ReplayedAlert> alerts)
    {
        var investigated = alerts.Count(alert => alert.Hidden!.Action == RuleAction.Investigate);
        var shown = alerts.Count(alert => alert.Hidden!.Action == RuleAction.Notify);
        var worst = alerts.Max(alert => alert.Alert.Severity).ToString().ToLowerInvariant();
        yield return FormattableString.Invariant(
            $"{window} hides {alerts.Count} alerts, worst {worst}: {investigated} would be investigated, {shown} shown");
        yield return "    " + Names(alerts.Select(alert => alert.Alert));
    }

    private static IEnumerable<string> Silenced(IReadOnlyList<ReplayedAlert> replayed, ReplayedPast past)
    {
        var alerts = replayed.Select(r => r.Alert).ToLookup(alert => alert.IncidentId);
        var silenced = past.Incidents.Where(incident => incident.Silenced is not null).ToList();
        foreach (var incident in silenced.Take(MaxSilences))
        {
            var silence = incident.Silenced!;
            var hidden = alerts[incident.Id].Where(a => a.StartsAt >= silence.At && silence.HoldsAt(a.StartsAt)).ToList();
            var until = silence.Until is { } end ? FormattableString.Invariant($"{end:u}") : "its resolution";
            var by = VisibleText.Line(silence.By.ToString());
            yield return FormattableString.Invariant($"silence of {incident.Id} by {by}, {silence.At:u} to {until}: ")
                + (hidden.Count == 0 ? "hid no alert" : FormattableString.Invariant($"hid {hidden.Count} alerts: {Names(hidden)}"));
            foreach (var found in past.Investigations.Where(i => i.IncidentId == incident.Id && Concealed(i, silence)))
            {
                yield return $"    and a cause: {VisibleText.Line(found.Headline!)}";
            }
        }

        if (silenced.Count > MaxSilences) yield return FormattableString.Invariant($"and {silenced.Count - MaxSilences} more silences");
    }

    private static bool Concealed(PastInvestigation investigation, IncidentSilence silence) =>
        investigation is { Headline: not null, CompletedAt: { } at } && at >= silence.At && silence.HoldsAt(at);

    private static string Names(IEnumerable<Alert> alerts)
    {
        var groups = alerts.GroupBy(alert => alert.Name).OrderByDescending(group => group.Count()).ToList();
        var names = groups.Take(MaxNames).Select(group => FormattableString.Invariant($"{VisibleText.Line(group.Key)} ×{group.Count()}"));
        var more = groups.Count > MaxNames ? FormattableString.Invariant($", {groups.Count - MaxNames} other names") : "";
        return string.Join(", ", names) + more;
    }
}
