using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Records a person's opinion of an incident's latest report; a later one of the same person replaces it.</summary>
public sealed class RateInvestigation(IncidentEdit edit)
{
    /// <summary>The incident; null where the organisation has none of that id. One without an investigation stays as it is.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="by">The person.</param>
    /// <param name="at">The time.</param>
    /// <param name="isHelpful">True if the report was right.</param>
    /// <param name="rightCause">The right cause, where the person names one.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    public Task<Incident?> RunAsync(
        OrganisationId organisation,
        string incidentId,
        Actor by,
        DateTimeOffset at,
        bool isHelpful,
        CauseCode? rightCause,
        CancellationToken cancellationToken) =>
        edit.ApplyAsync(
            organisation,
            incidentId,
            incident => incident.InvestigationId is { } id
                ? With(incident, new IncidentFeedback(by, at, id, isHelpful, isHelpful ? null : rightCause))
                : incident,
            cancellationToken);

    private static Incident With(Incident incident, IncidentFeedback feedback)
    {
        if (incident.Feedback.Contains(feedback)) return incident;
        var others = incident.Feedback.Where(f => !IsSame(f.By, feedback.By) || f.InvestigationId != feedback.InvestigationId);
        return incident with { Feedback = [.. others.Append(feedback).TakeLast(Incident.MaxFeedback)] };
    }

    // A person's name may change.
    private static bool IsSame(Actor one, Actor other) => one.Kind == other.Kind && one.Id == other.Id;
}
