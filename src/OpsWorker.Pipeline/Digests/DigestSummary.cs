using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Digests;

/// <summary>Sums up a day. Pure.</summary>
internal static class DigestSummary
{
    private const int MaxCauses = 20;
    private const int MaxObjects = 5;
    private const int MaxListed = 50;

    public static Digest Of(Organisation organisation, DigestFrame frame, DigestMaterial material)
    {
        var period = frame.Period;
        var names = material.Clusters.ToDictionary(cluster => cluster.Id, cluster => cluster.DisplayName ?? cluster.Name);
        return new Digest
        {
            Id = Digest.IdOf(organisation.Id, frame.Date, frame.Span),
            Organisation = organisation.Id,
            Date = frame.Date,
            Span = frame.Span,
            IsSoFar = frame.IsSoFar,
            Channel = organisation.DigestChannel,
            TimeZone = DigestSchedule.ZoneOf(organisation).Id,
            Period = period,
            Numbers = Numbers(material.Day),
            Before = Numbers(material.Before),
            Causes = Causes(material.Day.Investigations),
            Unexplained = Unexplained(material.Day, names),
            StillOpen = StillOpen(material, period.To, names),
            Noise = DigestNoiseList.Of(material.Day),
            Outages = Outages(material.Clusters, period),
            Clusters = material.Clusters.Count,
            IsTruncated = material.Day.IsTruncated || material.Before.IsTruncated,
        };
    }

    private static DigestNumbers Numbers(DigestDay day)
    {
        var times = day.Investigations.Select(i => i.TimeToReport).OfType<TimeSpan>().ToList();
        return new DigestNumbers
        {
            Alerts = day.Alerts.Count,
            RecordedAlerts = day.Alerts.Count(alert => alert.Outcome == AlertOutcome.Recorded),
            JoinedAlerts = day.Alerts.Count(alert => alert.Outcome == AlertOutcome.Joined),
            Incidents = day.Incidents.Count,
            RepeatedIncidents = day.Incidents.Count(incident => incident.Previous is not null),
            Helpful = day.Incidents.Sum(incident => incident.Feedback.Count(f => f.IsHelpful)),
            NotHelpful = day.Incidents.Sum(incident => incident.Feedback.Count(f => !f.IsHelpful)),
            Investigations = day.Investigations.Count,
            Found = day.Investigations.Count(IsFound),
            NotFound = Count(CauseCode.NotFound) + Count(CauseCode.OutOfScope),
            Healthy = Count(CauseCode.Healthy),
            Unreachable = Count(CauseCode.ClusterUnreachable),
            Failed = day.Investigations.Count(i => i.Status == InvestigationStatus.Failed),
            Running = day.Investigations.Count(i => i.Status is InvestigationStatus.Queued or InvestigationStatus.Running),
            MeanTimeToReport = times.Count == 0 ? null : TimeSpan.FromSeconds(times.Average(time => time.TotalSeconds)),
        };

        int Count(CauseCode verdict) => day.Investigations.Count(i => i.Verdict == verdict);
    }

    public static bool IsFound(InvestigationFact investigation) => investigation.Verdict is { } verdict
        && verdict is not (CauseCode.NotFound or CauseCode.Healthy or CauseCode.ClusterUnreachable or CauseCode.OutOfScope);

    private static IReadOnlyList<DigestCause> Causes(IReadOnlyList<InvestigationFact> investigations) =>
    [
        .. investigations.Where(IsFound).GroupBy(i => i.Verdict!.Value).Select(Cause)
            .OrderByDescending(cause => cause.Count).ThenBy(cause => cause.Cause.ToString()).Take(MaxCauses),
    ];

    private static DigestCause Cause(IGrouping<CauseCode, InvestigationFact> found)
    {
        var objects = found.Select(i => i.Object).OfType<ObjectReference>().GroupBy(o => o)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key.ToString())
            .Select(same => same.Key).ToList();
        return new DigestCause(found.Key, found.Count(), [.. objects.Take(MaxObjects)], objects.Count);
    }

    // Of an incident that was investigated again the last word counts.
    private static IReadOnlyList<DigestIncident> Unexplained(DigestDay day, Dictionary<string, string> clusters)
    {
        var lastWord = day.Investigations.GroupBy(i => i.IncidentId).ToDictionary(same => same.Key, same => same.First());
        return
        [
            .. day.Incidents.Where(incident => lastWord.TryGetValue(incident.Id, out var last) && IsUnexplained(last))
                .Take(MaxListed).Select(incident => Listed(incident, clusters)),
        ];
    }

    private static bool IsUnexplained(InvestigationFact investigation) =>
        investigation.Status == InvestigationStatus.Failed
        || investigation.Verdict is CauseCode.NotFound or CauseCode.ClusterUnreachable or CauseCode.OutOfScope;

    // What was open at the end of the period may have been resolved since, and what is open now may be younger.
    private static IReadOnlyList<DigestIncident> StillOpen(
        DigestMaterial material, DateTimeOffset at, Dictionary<string, string> clusters) =>
    [
        .. material.Open.Concat(material.Day.Incidents).Concat(material.Before.Incidents).DistinctBy(incident => incident.Id)
            .Where(incident => incident.OpenedAt < at && (incident.ResolvedAt is not { } resolved || resolved >= at))
            .OrderBy(incident => incident.OpenedAt).ThenBy(incident => incident.Id)
            .Take(MaxListed).Select(incident => Listed(incident, clusters)),
    ];

    private static DigestIncident Listed(Incident incident, Dictionary<string, string> clusters) => new(
        incident.Id,
        incident.Title,
        incident.Severity,
        incident.ClusterId is { } id ? clusters.GetValueOrDefault(id) : null,
        incident.OpenedAt);

    private static IReadOnlyList<DigestOutage> Outages(IReadOnlyList<Cluster> clusters, TimeRange period) =>
    [
        .. clusters.Select(cluster => OutageOf(cluster, period)).OfType<DigestOutage>()
            .OrderByDescending(outage => outage.IsDisconnected).ThenByDescending(outage => outage.Silent).ThenBy(outage => outage.Cluster),
    ];

    private static DigestOutage? OutageOf(Cluster cluster, TimeRange period)
    {
        var within = cluster.Outages.Where(o => o.From < period.To && (o.Until is not { } until || until > period.From)).ToList();
        if (within.Count == 0) return null;
        var silent = within.Aggregate(TimeSpan.Zero, (sum, outage) => sum + Overlap(outage, period));
        var isDisconnected = within.Any(o => o.Until is not { } until || until > period.To);
        return new DigestOutage(cluster.DisplayName ?? cluster.Name, within.Count, silent, isDisconnected);
    }

    private static TimeSpan Overlap(Outage outage, TimeRange period)
    {
        var from = outage.From > period.From ? outage.From : period.From;
        var to = outage.Until is { } until && until < period.To ? until : period.To;
        return to - from;
    }
}
