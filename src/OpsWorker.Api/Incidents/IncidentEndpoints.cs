using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Api.Incidents;

internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/incidents", ListAsync)
            .Produces<Page<Incident>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The incidents, newest first.");

    private static Task<IResult> ListAsync(
        string? limit, string? pageToken, Caller caller, IIncidentStore incidents, CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, pageToken, page => incidents.ListAsync(caller.Organisation, page, cancellationToken));
}
