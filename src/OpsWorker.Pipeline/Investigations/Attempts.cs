using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Starts, repeats and ends the attempts at incidents. The incident's record says which attempt is the latest and whether another one is
/// wanted; what follows from it (the investigation's record, its message) is made from there as often as it takes, so a crash or a
/// repeated message neither loses an attempt nor starts it twice.
/// </summary>
public sealed partial class Attempts(
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IClusterStore clusters,
    IMessageQueue queue,
    ITopic topic,
    ClusterSilence allowed,
    TimeProvider time,
    ILogger<Attempts> logger)
{
    /// <summary>The maximum number of attempts at an incident; the last ones are left to people.</summary>
    public const int Max = 20;

    /// <summary>Adds the investigation of a changed incident, and the messages that start it and the next attempt.</summary>
    internal AlertOutcome WithAttempt(AlertOutcome outcome)
    {
        var (before, after) = (outcome.Before, outcome.After);
        if (after.InvestigationId is null) return outcome;
        var messages = new List<QueuedMessage>(outcome.Messages);
        var started = after.InvestigationId != before?.InvestigationId ? Requested(after) : null;
        if (started is { Status: InvestigationStatus.Queued }) messages.Add(Request(after, started));
        if (after.NextAttempt is { } next && next != before?.NextAttempt) messages.Add(Reminder(after, next));
        return outcome with { Investigation = started, Messages = messages };
    }

    /// <summary>Starts the attempt of a changed incident, schedules the next one, and ends the running one once it is resolved.</summary>
    /// <param name="before">The incident before; null where it was opened.</param>
    /// <param name="after">The incident as it is stored.</param>
    /// <param name="isRepeated">The change may have been stored by an earlier delivery, which got no further.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    /// <returns>True where the running attempt was ended.</returns>
    public async Task<bool> FollowAsync(Incident? before, Incident after, bool isRepeated, CancellationToken cancellationToken)
    {
        if (after.InvestigationId is null) return false;
        var latest = await EnsureAsync(after, cancellationToken);
        var isCancelled = after.Status == IncidentStatus.Resolved && await TryCancelAsync(after, latest, cancellationToken);
        if (after.NextAttempt is { } next && (isRepeated || next != before?.NextAttempt)) await RemindAsync(after, next, cancellationToken);
        return isCancelled;
    }

    /// <summary>Asks for another attempt: at once, or after the one that runs.</summary>
    /// <returns>The incident; null where there is none, unchanged where the attempts are used up.</returns>
    public async Task<Incident?> RequestAsync(
        OrganisationId organisation, string incidentId, AttemptRequest request, CancellationToken cancellationToken)
    {
        while (await incidents.GetAsync(organisation, incidentId, cancellationToken) is { } incident)
        {
            var wanted = AttemptPolicy.With(incident, request);
            if (wanted.NextAttempt is null) return incident;
            if (wanted.NextAttempt != incident.NextAttempt)
            {
                wanted = wanted with { Version = incident.Version + 1 };
                if (!await incidents.TryUpdateAsync(wanted, cancellationToken)) continue;
                await RemindAsync(wanted, wanted.NextAttempt, cancellationToken);
            }

            await StartDueAsync(organisation, incidentId, cancellationToken);
            return await incidents.GetAsync(organisation, incidentId, cancellationToken);
        }

        return null;
    }

    /// <summary>Starts the attempt that an incident waits for, if its time has come and no other runs.</summary>
    /// <returns>The time until then; null where nothing is left to wait for, or the end of the running attempt starts it.</returns>
    public async Task<TimeSpan?> StartDueAsync(OrganisationId organisation, string incidentId, CancellationToken cancellationToken)
    {
        while (await incidents.GetAsync(organisation, incidentId, cancellationToken) is { } incident)
        {
            if (incident.NextAttempt is not { } next)
            {
                if (incident.InvestigationId is not null) await EnsureAsync(incident, cancellationToken);
                return null;
            }

            if (next.DueAt - time.GetUtcNow() is { Ticks: > 0 } early) return early;
            if (await LatestAsync(incident, cancellationToken) is { HasEnded: false }) return null;
            var isWanted = incident.Status == IncidentStatus.Open || next.Reason == AttemptReason.Requested;
            var started = isWanted
                ? AttemptPolicy.Started(await WithClusterAsync(incident, cancellationToken))
                : incident with { NextAttempt = null };
            started = started with { Version = incident.Version + 1 };
            if (!await incidents.TryUpdateAsync(started, cancellationToken)) continue;
            if (!isWanted) return null;
            AttemptStarted(started.Attempt, started.Id, next.Reason);
            await EnsureAsync(started, cancellationToken);
            await topic.PublishAsync(new IncidentChanged(organisation, incidentId), $"{incidentId}-{started.Version}", cancellationToken);
            return null;
        }

        return null;
    }

    /// <summary>Plans what follows from an attempt that has ended, and finds the incident that has the same cause.</summary>
    public async Task FinishAsync(Investigation ended, CancellationToken cancellationToken)
    {
        while (await incidents.GetAsync(ended.Organisation, ended.IncidentId, cancellationToken) is { } incident)
        {
            if (incident.InvestigationId != ended.Id)
            {
                // A run that was interrupted may have started the next attempt and not asked for it.
                if (incident.InvestigationId is not null) await EnsureAsync(incident, cancellationToken);
                return;
            }

            var planned = await PlanAsync(incident, ended, cancellationToken);
            if (planned is not null)
            {
                planned = planned with { Version = incident.Version + 1 };
                if (!await incidents.TryUpdateAsync(planned, cancellationToken)) continue;
            }

            // An attempt that was wanted while this one ran may have been reminded of in vain; one that a run planned which got no
            // further was not.
            if ((planned ?? incident).NextAttempt is not { } next) return;
            var early = await StartDueAsync(ended.Organisation, ended.IncidentId, cancellationToken);
            if (early is not null) await RemindAsync(incident, next, cancellationToken);
            return;
        }
    }

    /// <summary>The latest attempt; null where there is none, or it is only about to be stored.</summary>
    public async Task<Investigation?> LatestAsync(Incident incident, CancellationToken cancellationToken) =>
        incident.InvestigationId is { } id ? await investigations.GetAsync(incident.Organisation, id, cancellationToken) : null;

    /// <summary>The incident after an attempt; null where nothing changes.</summary>
    private async Task<Incident?> PlanAsync(Incident incident, Investigation ended, CancellationToken cancellationToken)
    {
        var cluster = ended.ClusterId is { } id ? await clusters.GetAsync(ended.Organisation, id, cancellationToken) : null;
        var request = AttemptPolicy.AfterEnd(incident, ended, cluster, allowed, time.GetUtcNow());
        var planned = AttemptPolicy.With(incident, request);
        planned = await WithCauseAsync(planned, ended, cancellationToken);
        return ReferenceEquals(planned, incident) ? null : planned;
    }

    // The first open incident whose investigation finds a cause holds its key.
    private async Task<Incident> WithCauseAsync(Incident incident, Investigation ended, CancellationToken cancellationToken)
    {
        if (incident is not { Status: IncidentStatus.Open, SameCause: null }) return incident;
        if (AttemptPolicy.CauseKey(incident, ended) is not { } key || incident.Aliases.Contains(key)) return incident;
        var holder = await incidents.FindAsync(incident.Organisation, key, cancellationToken);
        if (holder is { Status: IncidentStatus.Open } && holder.Id != incident.Id)
        {
            return incident with { SameCause = new SameCause(holder.Id, holder.Title) };
        }

        return incident.Aliases.Count < Incident.MaxAliases ? incident with { Aliases = [.. incident.Aliases, key] } : incident;
    }

    // A cluster that nobody knew may have been added since.
    private async Task<Incident> WithClusterAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.ClusterId is not null) return incident;
        var cluster = AlertCluster.Of(incident.Labels, await clusters.ListAsync(incident.Organisation, cancellationToken));
        return incident with { ClusterId = cluster.Id, ClusterName = cluster.Name ?? incident.ClusterName };
    }

    // The latest attempt, stored if it was not yet, and asked for while it has not begun; null where another run has just stored it.
    private async Task<Investigation?> EnsureAsync(Incident incident, CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(incident, cancellationToken);
        if (latest is null)
        {
            latest = Requested(incident);
            if (!await investigations.TryCreateAsync(latest, cancellationToken)) return null;
        }

        if (latest.Status == InvestigationStatus.Queued) await SendAsync(Request(incident, latest), cancellationToken);
        return latest;
    }

    private static QueuedMessage Request(Incident incident, Investigation attempt)
    {
        var request = new InvestigationRequested(incident.Organisation, attempt.Id);
        return new QueuedMessage(Queues.Investigations, new OutgoingMessage
        {
            Body = JsonSerializer.Serialize(request, CoreJson.Default.InvestigationRequested),
            GroupId = incident.Id,
            Priority = incident.Terms?.Priority ?? MessagePriority.Of(incident.Severity),
            DeduplicationId = attempt.Id,
        });
    }

    private Investigation Requested(Incident incident)
    {
        var requested = new Investigation
        {
            Id = incident.InvestigationId!,
            Organisation = incident.Organisation,
            IncidentId = incident.Id,
            Attempt = Math.Max(incident.Attempt, 1),
            Reason = incident.Request?.Reason ?? AttemptReason.Opened,
            ReasonDetail = incident.Request?.Detail,
            ClusterId = incident.ClusterId,
            Status = InvestigationStatus.Queued,
            RequestedAt = time.GetUtcNow(),
        };
        return IsOver(incident, requested) ? Cancelled(requested, incident) : requested;
    }

    private async Task<bool> TryCancelAsync(Incident incident, Investigation? known, CancellationToken cancellationToken)
    {
        for (var latest = known ?? await LatestAsync(incident, cancellationToken);
            latest is { HasEnded: false } && IsOver(incident, latest);
            latest = await LatestAsync(incident, cancellationToken))
        {
            var cancelled = Cancelled(latest, incident) with { Version = latest.Version + 1 };
            if (await investigations.TryUpdateAsync(cancelled, cancellationToken)) return true;
        }

        return false;
    }

    // A person who asks about a resolved incident gets an answer.
    private static bool IsOver(Incident incident, Investigation attempt) =>
        incident.Status == IncidentStatus.Resolved && attempt.Reason != AttemptReason.Requested;

    private Investigation Cancelled(Investigation attempt, Incident incident) => attempt with
    {
        Status = InvestigationStatus.Cancelled,
        CompletedAt = time.GetUtcNow(),
        Failure = $"The incident was resolved at {incident.ResolvedAt:u}, before the cluster answered.",
    };

    private Task RemindAsync(Incident incident, AttemptRequest next, CancellationToken cancellationToken) =>
        SendAsync(Reminder(incident, next), cancellationToken);

    private QueuedMessage Reminder(Incident incident, AttemptRequest next)
    {
        var delay = next.DueAt - time.GetUtcNow();
        var due = new AttemptDue(incident.Organisation, incident.Id);
        return new QueuedMessage(Queues.Deadlines, new OutgoingMessage
        {
            Body = JsonSerializer.Serialize(due, CoreJson.Default.AttemptDue),
            Delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay,
        });
    }

    private Task SendAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        queue.SendAsync(message.Queue, [message.Message], cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Attempt {Attempt} at {IncidentId} starts: {Reason}")]
    private partial void AttemptStarted(int attempt, string incidentId, AttemptReason reason);
}
