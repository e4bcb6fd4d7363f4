using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Alerts;

/// <summary>Endpoints to read alerts.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alerts", ListAsync)
            .WithName("listAlerts")
            .Produces<Page<Alert>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The alerts, newest start first. A page may have fewer than `limit` while `cursor` says that there is more.");
        routes.MapGet("/alerts/{id}", GetAsync)
            .WithName("getAlert")
            .Produces<Alert>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One alert, with the original that its source sent.");
    }

    private static Task<IResult> ListAsync(
        string? status,
        string? severity,
        string? workspace,
        string? source,
        string? cluster,
        string? @namespace,
        string? workload,
        string? text,
        string? from,
        string? to,
        string? limit,
        string? cursor,
        Caller caller,
        AlertReader alerts,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, page =>
        {
            Parameter.CheckTexts(
                ("source", source),
                ("workspace", workspace),
                ("cluster", cluster),
                ("namespace", @namespace),
                ("workload", workload),
                ("text", text));
            var filter = new AlertFilter
            {
                Status = Parameter.Word<AlertStatus>("status", status),
                Severity = Parameter.Word<Severity>("severity", severity),
                Source = source,
                Workspace = workspace,
                Cluster = cluster,
                Namespace = @namespace,
                Workload = workload,
                Text = text,
            };
            return alerts.ListAsync(caller.Principal, filter, page with { Within = Parameter.Period(from, to) }, cancellationToken);
        });

    private static async Task<IResult> GetAsync(string id, Caller caller, AlertReader alerts, CancellationToken cancellationToken) =>
        await alerts.GetAsync(caller.Principal, id, cancellationToken) is { } alert
            ? TypedResults.Ok(alert)
            : Problems.NotFound($"There is no alert {id}.");
}
