using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Adds a person's comment to an incident.</summary>
public sealed class CommentOnIncident(IncidentEdit edit)
{
    /// <summary>The incident; null where the organisation has none of that id.</summary>
    /// <exception cref="IncidentActionException">The incident has as many comments as it may have.</exception>
    public Task<Incident?> RunAsync(
        OrganisationId organisation, string incidentId, IncidentComment comment, CancellationToken cancellationToken) =>
        edit.ApplyAsync(organisation, incidentId, incident => With(incident, comment), cancellationToken);

    private static Incident With(Incident incident, IncidentComment comment)
    {
        if (incident.Comments.Contains(comment)) return incident;
        return incident.Comments.Count < Incident.MaxComments
            ? incident with { Comments = [.. incident.Comments, comment] }
            : throw new IncidentActionException($"The incident has {Incident.MaxComments} comments; more are not possible.");
    }
}
