using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Incidents;

/// <summary>Endpoints to read incidents with their attempts.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/incidents");
        incidents.MapGet("", ListAsync)
            .WithName("listIncidents")
            .Produces<Page<Incident>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The incidents, newest first.");
        incidents.MapGet("/{id}", GetAsync)
            .WithName("getIncident")
            .Produces<IncidentResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One incident: alerts, attempts in their order.");
    }

    private static Task<IResult> ListAsync(
        string? status,
        string? severity,
        string? workspace,
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
            Parameter.CheckTexts(
                ("workspace", workspace), ("cluster", cluster), ("namespace", @namespace), ("workload", workload), ("text", text));
            var filter = new IncidentFilter
            {
                Status = Parameter.Word<IncidentStatus>("status", status),
                Severity = Parameter.Word<Severity>("severity", severity),
                Workspace = workspace,
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
            : TypedResults.Ok(await IncidentResponse.ReadAsync(incident, caller, incidents, cancellationToken));
    }
}
