using OpsWorker.Api.Investigations;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Api.Incidents;

/// <summary>One incident with its attempts.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Attempts">The investigations of its attempts, oldest first.</param>
internal sealed record IncidentResponse(Incident Incident, IReadOnlyList<InvestigationSummary> Attempts);
