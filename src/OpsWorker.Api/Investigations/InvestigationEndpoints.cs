using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Investigations;

/// <summary>Investigations and their reports.</summary>
internal static class InvestigationEndpoints
{
    public static void MapInvestigations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/investigations", ListAsync)
            .Produces<Page<InvestigationSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The investigations, newest first.");
        routes.MapGet("/investigations/{id}", GetAsync)
            .Produces<InvestigationResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One investigation: report, timeline, evidence.");
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
        InvestigationReader investigations,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, async page =>
        {
            Parameter.CheckTexts(("cluster", cluster), ("namespace", @namespace), ("workload", workload), ("text", text));
            var filter = new InvestigationFilter
            {
                Status = Parameter.Word<InvestigationStatus>("status", status),
                Cause = Parameter.Cause(cause),
                Text = text,
                Incident = new IncidentFilter
                {
                    Severity = Parameter.Word<Severity>("severity", severity),
                    Cluster = cluster,
                    Namespace = @namespace,
                    Workload = workload,
                },
            };
            var within = page with { Within = Parameter.Period(from, to) };
            var found = await investigations.ListAsync(caller.Principal, filter, within, cancellationToken);
            return new Page<InvestigationSummary>([.. found.Items.Select(InvestigationSummary.Of)], found.NextToken);
        });

    private static async Task<IResult> GetAsync(
        string id, Caller caller, InvestigationReader investigations, CancellationToken cancellationToken)
    {
        var investigation = await investigations.GetAsync(caller.Principal, id, cancellationToken);
        if (investigation is null) return Problems.NotFound($"There is no investigation {id}.");
        var entries = await investigations.JournalAsync(caller.Principal, id, cancellationToken);
        return TypedResults.Ok(InvestigationResponse.Of(investigation, entries));
    }
}
