using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

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
        string? limit, string? pageToken, Caller caller, IInvestigationStore investigations, CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, pageToken, async page =>
        {
            var found = await investigations.ListAsync(caller.Organisation, page, cancellationToken);
            return new Page<InvestigationSummary>([.. found.Items.Select(InvestigationSummary.Of)], found.NextToken);
        });

    private static async Task<IResult> GetAsync(
        string id, Caller caller, IInvestigationStore investigations, IJournalStore journal, CancellationToken cancellationToken)
    {
        var investigation = await investigations.GetAsync(caller.Organisation, id, cancellationToken);
        if (investigation is null) return Problems.NotFound($"There is no investigation {id}.");
        var entries = await journal.ReadAsync(caller.Organisation, id, cancellationToken);
        return TypedResults.Ok(InvestigationResponse.Of(investigation, entries));
    }
}
