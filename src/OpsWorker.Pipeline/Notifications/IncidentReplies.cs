using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>Decides which reply an incident's message gets. Pure.</summary>
internal static class IncidentReplies
{
    /// <summary>The reply for the state of the incident; null where none is due.</summary>
    public static IncidentReply? Due(IncidentView view)
    {
        if (view.IsSilenced || view.Incident.Replies == false) return null;
        if (view.Incident.Status == IncidentStatus.Resolved) return new IncidentReply(ReplyOccasion.Resolved, view);
        var isFound = view.Investigation is { Status: InvestigationStatus.Completed, Report.Diagnosis.Causes.Count: > 0 };
        return isFound && !view.RepeatsConclusion ? new IncidentReply(ReplyOccasion.Cause, view) : null;
    }
}
