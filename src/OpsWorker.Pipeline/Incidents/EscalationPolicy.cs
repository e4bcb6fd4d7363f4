using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Decides when the next step of an incident's escalation is due. Pure.</summary>
internal static class EscalationPolicy
{
    /// <summary>
    /// The time until the next step, zero or less where it is due; null where none follows: all were taken, somebody acknowledged or
    /// silenced the incident, or it is over.
    /// </summary>
    public static TimeSpan? Wait(Incident incident, DateTimeOffset now)
    {
        var taken = incident.EscalatedAt.Count;
        if (taken >= incident.Escalation.Count || incident.Acknowledged is not null) return null;

        // An alert that fires again opens it again.
        if (incident is { Status: IncidentStatus.Resolved, ResolvedAt: var end })
        {
            return end is { } at && incident.Closed is null && at + IncidentChanges.ReopenWithin - now is { Ticks: > 0 } rest ? rest : null;
        }

        if (incident.Silenced is { } silence && silence.HoldsAt(now)) return silence.Until - now;
        var from = incident.ReopenedAt is [.., var last] && last > incident.OpenedAt ? last : incident.OpenedAt;
        return from.AddMinutes(incident.Escalation[taken].Minutes) - now;
    }
}
