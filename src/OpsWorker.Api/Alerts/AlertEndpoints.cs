using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Api.Alerts;

internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts", ListAsync)
            .Produces<Page<Alert>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The alerts, newest first.");

    private static Task<IResult> ListAsync(
        string? limit, string? pageToken, Caller caller, IAlertStore alerts, CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, pageToken, page => alerts.ListAsync(caller.Organisation, page, cancellationToken));
}
