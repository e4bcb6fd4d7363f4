using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The answer to a person who asks for another attempt.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="IsUsedUp">True if the incident was investigated as often as is possible, so there is no further attempt.</param>
public sealed record InvestigateAnswer(Incident Incident, bool IsUsedUp);

/// <summary>Starts another attempt at an incident because a person asks: at once, or after the one that runs.</summary>
public sealed class InvestigateAgain(IIncidentStore incidents, Attempts attempts)
{
    /// <summary>The answer; null where the organisation has no such incident.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="by">The person.</param>
    /// <param name="at">The time of the request: repeated with the same time it asks for nothing more.</param>
    /// <param name="cancellationToken">Ends the call, which can be repeated.</param>
    public async Task<InvestigateAnswer?> RunAsync(
        OrganisationId organisation, string incidentId, Actor by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = new AttemptRequest(AttemptReason.Requested, at, by.ToString());
        if (await incidents.GetAsync(organisation, incidentId, cancellationToken) is not { } before) return null;
        var requested = IsKnown(before, request)
            ? before
            : await attempts.RequestAsync(organisation, incidentId, request, cancellationToken);
        if (requested is null) return null;
        var isUsedUp = requested is { NextAttempt: null, Attempt: >= Attempts.Max } && !IsKnown(requested, request);
        return new InvestigateAnswer(requested, isUsedUp);
    }

    private static bool IsKnown(Incident incident, AttemptRequest request) =>
        incident.Request is { Reason: AttemptReason.Requested } started && started.DueAt >= request.DueAt;
}
