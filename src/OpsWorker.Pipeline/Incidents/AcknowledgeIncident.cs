using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Records that somebody works on an incident. The first acknowledgement stands.</summary>
public sealed class AcknowledgeIncident(IncidentEdit edit)
{
    /// <summary>The incident; null where the organisation has none of that id.</summary>
    public Task<Incident?> RunAsync(
        OrganisationId organisation, string incidentId, Actor by, DateTimeOffset at, CancellationToken cancellationToken) =>
        edit.ApplyAsync(
            organisation,
            incidentId,
            incident => incident.Acknowledged is null ? incident with { Acknowledged = new Acknowledgement(by, at) } : incident,
            cancellationToken);
}
