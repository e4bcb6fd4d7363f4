using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Api.Investigations;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Listings;

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
        string? status,
        string? severity,
        string? cluster,
        string? @namespace,
        string? workload,
        string? cause,
        string? text,
        string? from,
        string? to,
        string? limit,
        string? cursor,
        Caller caller,
        IncidentReader incidents,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, page =>
        {
            Parameter.CheckTexts(("cluster", cluster), ("namespace", @namespace), ("workload", workload), ("text", text));
            var filter = new IncidentFilter
            {
                Status = Parameter.Word<IncidentStatus>("status", status),
                Severity = Parameter.Word<Severity>("severity", severity),
                Cluster = cluster,
                Namespace = @namespace,
                Workload = workload,
                Cause = Parameter.Cause(cause),
                Text = text,
            };
            return incidents.ListAsync(caller.Principal, filter, page with { Within = Parameter.Period(from, to) }, cancellationToken);
        });

    private static async Task<IResult> GetAsync(
        string id, Caller caller, IncidentReader incidents, CancellationToken cancellationToken)
    {
        var incident = await incidents.GetAsync(caller.Principal, id, cancellationToken);
        return incident is null
            ? Problems.NotFound($"There is no incident {id}.")
            : TypedResults.Ok(await ResponseAsync(incident, caller, incidents, cancellationToken));
    }

    private static async Task<IResult> InvestigateAsync(
        string id,
        Caller caller,
        Attempts attempts,
        AccessGuard access,
        IncidentReader incidents,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        await access.DemandAsync(caller.Principal, AccessScope.Investigate, id);
        var request = new AttemptRequest(AttemptReason.Requested, time.GetUtcNow());
        var requested = await attempts.RequestAsync(caller.Organisation, id, request, cancellationToken);
        if (requested is null) return Problems.NotFound($"There is no incident {id}.");
        if (requested is { NextAttempt: null, Attempt: >= Attempts.Max, Request: var latest } && latest?.DueAt < request.DueAt)
        {
            return Problems.Conflict($"The incident was investigated {Attempts.Max} times; more are not possible.");
        }

        return TypedResults.Accepted($"/v1/incidents/{id}", await ResponseAsync(requested, caller, incidents, cancellationToken));
    }

    private static async Task<IncidentResponse> ResponseAsync(
        Incident incident, Caller caller, IncidentReader incidents, CancellationToken cancellationToken)
    {
        var attempts = await incidents.AttemptsAsync(caller.Principal, incident, cancellationToken);
        return new IncidentResponse(incident, [.. attempts.Select(InvestigationSummary.Of)]);
    }
}
