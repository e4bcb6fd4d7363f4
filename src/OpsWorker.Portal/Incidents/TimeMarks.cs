using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Portal.Incidents;

/// <summary>The lanes of the time axis.</summary>
public enum TimeLane
{
    /// <summary>Alerts that fire and end.</summary>
    Alerts,

    /// <summary>Changes and events of the cluster.</summary>
    Cluster,

    /// <summary>Quoted evidence with a time of its own.</summary>
    Evidence,

    /// <summary>The attempts at the cause.</summary>
    OpsWorker,
}

/// <summary>Something with a time.</summary>
public sealed record TimeMark(DateTimeOffset At, TimeLane Lane, string Text);

/// <summary>Brings everything of an incident that has a time onto one axis.</summary>
internal static class TimeMarks
{
    private const int MaxAlerts = 50;
    private const int MaxMarks = 200;

    public static IReadOnlyList<TimeMark> Of(IncidentModel model)
    {
        var diagnosis = model.Report?.Diagnosis;
        var cluster = (diagnosis?.Timeline ?? []).Where(item => !item.IsAlert).Select(item =>
            new TimeMark(item.At, TimeLane.Cluster, item.Object is { } name ? $"{name}: {item.What}" : item.What));
        var evidence = (model.Cause?.Finding.Citations ?? []).SelectMany(Evidence);
        var alerts = model.Incident.Alerts.Take(MaxAlerts).SelectMany(Alert);
        var attempts = model.Attempts.SelectMany(Attempt);
        return [.. cluster.Concat(evidence).Concat(alerts).Concat(attempts).OrderBy(mark => mark.At).Take(MaxMarks)];
    }

    private static IEnumerable<TimeMark> Evidence(Citation citation)
    {
        var about = citation.Object is { } named ? $"{named} " : "";
        if (citation.At is { } at) yield return new TimeMark(at, TimeLane.Evidence, $"{about}{citation.Field}: {citation.Quote}");
    }

    private static IEnumerable<TimeMark> Alert(Core.Incidents.IncidentAlert alert)
    {
        var name = alert.Object is { } about ? $"{alert.Name} of {about}" : alert.Name;
        yield return new TimeMark(alert.StartsAt, TimeLane.Alerts, $"{name} fires");
        if (alert is { Status: AlertStatus.Resolved, EndsAt: { } end })
        {
            yield return new TimeMark(end, TimeLane.Alerts, $"{name} is resolved");
        }
    }

    private static IEnumerable<TimeMark> Attempt(Investigation attempt)
    {
        var name = FormattableString.Invariant($"Attempt {attempt.Attempt}");
        if (attempt.StartedAt is { } started) yield return new TimeMark(started, TimeLane.OpsWorker, $"{name} starts");
        if (attempt.CompletedAt is { } ended)
        {
            yield return new TimeMark(ended, TimeLane.OpsWorker, $"{name}: {attempt.Report?.Headline ?? attempt.Failure ?? "ended"}");
        }
    }
}
