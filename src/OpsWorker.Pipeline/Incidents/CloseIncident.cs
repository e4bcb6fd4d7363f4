using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// Resolves an incident because a person says so, though its alerts may fire on. A running attempt ends. Repeats of its alerts change
/// nothing; an alert that fires anew opens it again, or another one.
/// </summary>
public sealed class CloseIncident(IncidentEdit edit, Attempts attempts)
{
    /// <summary>The incident; null where the organisation has none of that id. One that is resolved stays as it is.</summary>
    public async Task<Incident?> RunAsync(
        OrganisationId organisation, string incidentId, IncidentClosure closure, CancellationToken cancellationToken)
    {
        var closed = await edit.ApplyAsync(organisation, incidentId, incident => With(incident, closure), cancellationToken);
        if (closed is not null) await attempts.FollowAsync(before: closed, closed, isRepeated: false, cancellationToken);
        return closed;
    }

    private static Incident With(Incident incident, IncidentClosure closure) => incident.Status == IncidentStatus.Resolved
        ? incident
        : incident with
        {
            Status = IncidentStatus.Resolved,
            ResolvedAt = closure.At < incident.StartsAt ? incident.StartsAt : closure.At,
            UpdatedAt = closure.At,
            Closed = closure,
            NextAttempt = null,
        };
}
