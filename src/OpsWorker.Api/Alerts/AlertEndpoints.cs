using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Api.Alerts;

/// <summary>Endpoints to read alerts.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alerts", ListAsync)
            .Produces<Page<Alert>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The alerts, newest start first. A page may have fewer than `limit` while `nextToken` says that there is more.");
        routes.MapGet("/alerts/{id}", GetAsync)
            .Produces<Alert>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One alert, with the original that its source sent.");
    }

    private static Task<IResult> ListAsync(
        string? status,
        string? severity,
        string? source,
        string? cluster,
        string? @namespace,
        string? workload,
        string? text,
        string? from,
        string? to,
        string? limit,
        string? pageToken,
        Caller caller,
        IAlertStore alerts,
        CancellationToken cancellationToken)
    {
        try
        {
            var filter = AlertFilter.Read(new AlertQuery(status, severity, source, cluster, @namespace, workload, text, from, to));
            return PageQuery.ListAsync(limit, pageToken, page => FilteredPage.ReadAsync<Alert>(
                page with { Within = filter.Within }, filter.Matches, p => alerts.ListAsync(caller.Organisation, p, cancellationToken)));
        }
        catch (InvalidParameterException e)
        {
            return Task.FromResult(Problems.Invalid(e.Name, e.Message));
        }
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, IAlertStore alerts, CancellationToken cancellationToken) =>
        await alerts.GetAsync(caller.Organisation, id, cancellationToken) is { } alert
            ? TypedResults.Ok(alert)
            : Problems.NotFound($"There is no alert {id}.");
}
