using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Api.Investigations;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Api.Incidents;

/// <summary>Endpoints to read incidents with their attempts, and to investigate them again.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/incidents");
        incidents.MapGet("", ListAsync)
            .Produces<Page<Incident>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The incidents, newest first.");
        incidents.MapGet("/{id}", GetAsync)
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One incident: alerts, attempts in their order.");
        incidents.MapPost("/{id}/investigations", InvestigateAsync)
            .Produces<IncidentResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Investigates the incident again: at once, or after the attempt that runs.");
    }

    private static Task<IResult> ListAsync(
        string? limit, string? pageToken, Caller caller, IIncidentStore incidents, CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, pageToken, page => incidents.ListAsync(caller.Organisation, page, cancellationToken));

    private static async Task<IResult> GetAsync(
        string id, Caller caller, IIncidentStore incidents, IInvestigationStore investigations, CancellationToken cancellationToken)
    {
        var incident = await incidents.GetAsync(caller.Organisation, id, cancellationToken);
        return incident is null
            ? Problems.NotFound($"There is no incident {id}.")
            : TypedResults.Ok(await ResponseAsync(incident, investigations, cancellationToken));
    }

    private static async Task<IResult> InvestigateAsync(
        string id,
        Caller caller,
        Attempts attempts,
        IInvestigationStore investigations,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = new AttemptRequest(AttemptReason.Requested, time.GetUtcNow());
        var requested = await attempts.RequestAsync(caller.Organisation, id, request, cancellationToken);
        if (requested is null) return Problems.NotFound($"There is no incident {id}.");
        if (requested is { NextAttempt: null, Attempt: >= Attempts.Max, Request: var latest } && latest?.DueAt < request.DueAt)
        {
            return Problems.Conflict($"The incident was investigated {Attempts.Max} times; more are not possible.");
        }

        return TypedResults.Accepted($"/v1/incidents/{id}", await ResponseAsync(requested, investigations, cancellationToken));
    }

    private static async Task<IncidentResponse> ResponseAsync(
        Incident incident, IInvestigationStore investigations, CancellationToken cancellationToken)
    {
        var attempts = await investigations.EarlierAsync(
            incident.Organisation, incident.Id, before: incident.Attempt + 1, cancellationToken);
        return new IncidentResponse(incident, [.. attempts.Select(InvestigationSummary.Of)]);
    }
}
