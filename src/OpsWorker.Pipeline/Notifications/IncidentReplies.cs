using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>Decides which replies an incident's message gets. Pure.</summary>
internal static class IncidentReplies
{
    /// <summary>
    /// The replies for the state of the incident, whether they were sent or not. Those of an escalation are sent where a rule wants no
    /// others.
    /// </summary>
    public static IReadOnlyList<IncidentReply> Due(IncidentView view)
    {
        var escalations = Enumerable.Range(0, view.Escalations).Select(step => new IncidentReply(ReplyOccasion.Escalated, view, step));
        return News(view) is { } news ? [news, .. escalations] : [.. escalations];
    }

    private static IncidentReply? News(IncidentView view)
    {
        if (view.IsSilenced || view.Incident.Replies == false) return null;
        if (view.Incident.Status == IncidentStatus.Resolved) return new IncidentReply(ReplyOccasion.Resolved, view);
        var isFound = view.Investigation is { Status: InvestigationStatus.Completed, Report.Diagnosis.Causes.Count: > 0 };
        return isFound && !view.RepeatsConclusion ? new IncidentReply(ReplyOccasion.Cause, view) : null;
    }
}
