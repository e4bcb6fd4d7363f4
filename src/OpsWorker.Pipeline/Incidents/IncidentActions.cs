using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The operations of people on incidents: each checks the permission and is in the audit log.</summary>
public sealed class IncidentActions(
    AcknowledgeIncident acknowledge,
    CommentOnIncident comment,
    CloseIncident close,
    SilenceIncident silence,
    RateInvestigation rate,
    InvestigateAgain investigate,
    IIncidentStore incidents,
    AccessGuard access,
    AuditLog audit,
    TimeProvider time)
{
    private DateTimeOffset? RequestTime { get; init; }

    /// <summary>The operations for a message, which may be delivered again: what it asks for is done and recorded once.</summary>
    /// <param name="at">The time of the request.</param>
    public IncidentActions RequestedAt(DateTimeOffset at) =>
        new(acknowledge, comment, close, silence, rate, investigate, incidents, access, audit, time) { RequestTime = at };

    /// <summary>Acknowledges the incident; null where there is none.</summary>
    public Task<Incident?> AcknowledgeAsync(Principal principal, string id, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Respond, AuditActions.IncidentAcknowledge, null),
        now => acknowledge.RunAsync(principal.Organisation, id, principal.Actor, now, cancellationToken),
        cancellationToken);

    /// <summary>Adds a comment; null where there is no such incident.</summary>
    /// <exception cref="IncidentActionException">The incident takes no more.</exception>
    public Task<Incident?> CommentAsync(Principal principal, string id, string text, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Respond, AuditActions.IncidentComment, null),
        now => comment.RunAsync(principal.Organisation, id, new IncidentComment(principal.Actor, now, text), cancellationToken),
        cancellationToken);

    /// <summary>Closes the incident; null where there is none.</summary>
    public Task<Incident?> CloseAsync(Principal principal, string id, string? reason, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Respond, AuditActions.IncidentClose, reason),
        now => close.RunAsync(principal.Organisation, id, new IncidentClosure(principal.Actor, now, reason), cancellationToken),
        cancellationToken);

    /// <summary>Silences the incident for a time, zero to end a silence, null until it is resolved; null where there is none.</summary>
    public Task<Incident?> SilenceAsync(Principal principal, string id, TimeSpan? length, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Respond, AuditActions.IncidentSilence, length is { } time ? $"for {time:c}" : "until it is resolved"),
        now => silence.RunAsync(principal.Organisation, id, principal.Actor, now, length, cancellationToken),
        cancellationToken);

    /// <summary>Rates the latest report; null where there is no such incident.</summary>
    public Task<Incident?> RateAsync(
        Principal principal, string id, bool isHelpful, CauseCode? rightCause, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Respond, AuditActions.IncidentFeedback, Opinion(isHelpful, rightCause)),
        now => rate.RunAsync(principal.Organisation, id, principal.Actor, now, isHelpful, rightCause, cancellationToken),
        cancellationToken);

    /// <summary>Asks for another attempt; null where there is no such incident.</summary>
    /// <exception cref="IncidentActionException">The incident was investigated as often as is possible.</exception>
    public Task<Incident?> InvestigateAsync(Principal principal, string id, CancellationToken cancellationToken) => RunAsync(
        principal,
        id,
        new Act(AccessScope.Investigate, AuditActions.IncidentInvestigate, null),
        async now =>
        {
            var answer = await investigate.RunAsync(principal.Organisation, id, principal.Actor, now, cancellationToken);
            return answer is { IsUsedUp: true }
                ? throw new IncidentActionException($"The incident was investigated {Attempts.Max} times; more are not possible.")
                : answer?.Incident;
        },
        cancellationToken);

    private static string Opinion(bool isHelpful, CauseCode? rightCause) =>
        isHelpful ? "helpful" : rightCause is { } cause ? $"not helpful; right: {cause}" : "not helpful";

    private async Task<Incident?> RunAsync(
        Principal principal, string id, Act act, Func<DateTimeOffset, Task<Incident?>> run, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, act.Scope, id);
        if (!await IsSeenAsync(principal, id, cancellationToken)) return null;
        var incident = await run(RequestTime ?? time.GetUtcNow());
        if (incident is null) return null;
        await (RequestTime is { } at
            ? audit.RecordOnceAsync(principal, act.Action, id, act.Detail, at)
            : audit.RecordAsync(principal, act.Action, id, act.Detail));
        return incident;
    }

    private async Task<bool> IsSeenAsync(Principal principal, string id, CancellationToken cancellationToken) =>
        principal.Workspace is null
        || await incidents.GetAsync(principal.Organisation, id, cancellationToken) is { } incident && principal.Sees(incident.Workspace);

    private sealed record Act(AccessScope Scope, string Action, string? Detail);
}
