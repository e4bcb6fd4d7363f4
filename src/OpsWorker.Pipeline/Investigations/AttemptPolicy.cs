using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Decides when an incident is investigated again. Pure.</summary>
internal static class AttemptPolicy
{
    /// <summary>The time in which alerts that join are collected for one attempt.</summary>
    public static readonly TimeSpan Collecting = TimeSpan.FromSeconds(20);

    /// <summary>The pause after an attempt that got no answer although the agent is connected.</summary>
    public static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(15);

    /// <summary>The pauses after the first attempts that found no cause; after further ones there is no attempt for that reason.</summary>
    private static readonly TimeSpan[] s_notFound = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    private const double Likely = 0.5;
    private const int MaxAutomatic = 5;
    private const int MaxClusterBack = 12;

    /// <summary>The incident with the first attempt.</summary>
    public static Incident WithFirst(Incident opened) =>
        Started(opened with { NextAttempt = new AttemptRequest(AttemptReason.Opened, opened.OpenedAt) });

    /// <summary>The incident with the request, joined with one that waits; unchanged where the attempts are used up.</summary>
    public static Incident With(Incident incident, AttemptRequest? request)
    {
        if (request is null || NumberOf(incident) >= MaxOf(request.Reason)) return incident;

        // What a rule does not investigate, a person may.
        if (NumberOf(incident) == 0 && request.Reason != AttemptReason.Requested) return incident;
        return incident with { NextAttempt = Joined(incident.NextAttempt, request) };
    }

    /// <summary>The incident with the requested attempt started.</summary>
    public static Incident Started(Incident incident) => incident with
    {
        Attempt = NumberOf(incident) + 1,
        InvestigationId = Investigation.IdOf(incident.Id, NumberOf(incident) + 1),
        Request = incident.NextAttempt,
        NextAttempt = null,
    };

    /// <summary>The latest attempt matters to <see cref="AfterAlert"/>: the alert fires once more.</summary>
    public static bool AsksForLatest(Incident after, Alert alert) => alert.Status == AlertStatus.Firing
        && after.Alerts.FirstOrDefault(entry => entry.Id == alert.Id) is { Occurrences: > 1 };

    /// <summary>The request of a firing alert that another incident state was made of; null where it asks for no attempt.</summary>
    /// <param name="before">The incident before the alert.</param>
    /// <param name="after">The incident with it.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="latest">The latest attempt; null where there is none, or <see cref="AsksForLatest"/> is false.</param>
    /// <param name="now">The time.</param>
    public static AttemptRequest? AfterAlert(Incident before, Incident after, Alert alert, Investigation? latest, DateTimeOffset now)
    {
        if (alert.Status != AlertStatus.Firing || after.Status != IncidentStatus.Open) return null;
        var joined = after.Alerts.FirstOrDefault(entry => entry.Id == alert.Id);
        var isNew = joined is not null && before.Alerts.All(a => a.Name != joined.Name || a.Object != joined.Object);
        if (isNew)
        {
            var about = joined!.Object is { } name ? $"{joined.Name} of {name}" : joined.Name;
            return new AttemptRequest(AttemptReason.AlertJoined, now + Collecting, about);
        }

        return latest is { HasEnded: true } && latest.Report?.Diagnosis.Causes.Count is null or 0 && joined is { Occurrences: > 1 }
            ? new AttemptRequest(AttemptReason.FiredAgain, now + Collecting, joined.Name)
            : null;
    }

    /// <summary>The request after an attempt has ended; null where its outcome stands.</summary>
    public static AttemptRequest? AfterEnd(
        Incident incident, Investigation ended, Cluster? cluster, ClusterSilence allowed, DateTimeOffset now)
    {
        if (incident.Status != IncidentStatus.Open || incident.InvestigationId != ended.Id || incident.NextAttempt is not null) return null;
        var at = ended.CompletedAt ?? now;
        switch (ended)
        {
            case { } when CouldNotLook(ended):
                return cluster?.StatusAt(now, allowed) == ClusterStatus.Connected
                    ? new AttemptRequest(AttemptReason.ClusterBack, at + Unanswered)
                    : null;
            case { Report.Diagnosis.Verdict: CauseCode.NotFound or CauseCode.Healthy } or { Status: InvestigationStatus.Failed }:
                return ended.Attempt <= s_notFound.Length
                    ? new AttemptRequest(AttemptReason.NotFoundPersists, at + s_notFound[ended.Attempt - 1])
                    : null;
            default:
                return null;
        }
    }

    /// <summary>The number of attempts so far; records of earlier versions have one, without its number.</summary>
    public static int NumberOf(Incident incident) => incident.InvestigationId is null ? 0 : Math.Max(incident.Attempt, 1);

    /// <summary>The attempt ended with a report, to which the cluster contributed nothing.</summary>
    public static bool CouldNotLook(Investigation? attempt) => attempt is { Report.Evidence.Count: 0 };

    /// <summary>
    /// The correlation key of the cause that an attempt found, within the incident's workspace; null where it found none that is likely.
    /// </summary>
    public static string? CauseKey(Incident incident, Investigation ended) =>
        ended.Report?.Diagnosis.Causes is [var cause, ..] && cause.Confidence >= Likely
            ? Identifier.From(
                "key", [.. KindOf(incident), ended.ClusterId ?? "", cause.Finding.Cause.ToString(), cause.Finding.Object.ToString()])
            : null;

    private static string[] KindOf(Incident incident) => incident.Workspace is { } workspace ? ["cause", workspace] : ["cause"];

    private static int MaxOf(AttemptReason reason) => reason switch
    {
        AttemptReason.Requested => Attempts.Max,
        AttemptReason.ClusterBack => MaxClusterBack,
        _ => MaxAutomatic,
    };

    // The earlier time counts; a person's request is not hidden behind another reason.
    private static AttemptRequest Joined(AttemptRequest? waiting, AttemptRequest added)
    {
        if (waiting is null) return added;
        var due = added.DueAt < waiting.DueAt ? added.DueAt : waiting.DueAt;
        var named = waiting.Reason == AttemptReason.Requested ? waiting
            : added.Reason == AttemptReason.Requested || added.DueAt < waiting.DueAt ? added
            : waiting;
        return named with { DueAt = due };
    }
}
