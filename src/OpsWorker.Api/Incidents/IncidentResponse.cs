using OpsWorker.Api.Investigations;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Incidents;

/// <summary>One incident with its attempts.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Attempts">The investigations of its attempts, oldest first.</param>
internal sealed record IncidentResponse(Incident Incident, IReadOnlyList<InvestigationSummary> Attempts)
{
    public static async Task<IncidentResponse> ReadAsync(
        Incident incident, Caller caller, IncidentReader incidents, CancellationToken cancellationToken)
    {
        var attempts = await incidents.AttemptsAsync(caller.Principal, incident, cancellationToken);
        return new IncidentResponse(incident, [.. attempts.Select(InvestigationSummary.Of)]);
    }
}
