using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Listings;

namespace OpsWorker.Api.Audit;

/// <summary>Endpoint to read the audit log.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGet("/audit", ListAsync)
        .WithName("listAuditEntries")
        .Produces<Page<AuditEntry>>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithSummary("The audit log, newest first: changes, and denied access.");

    private static Task<IResult> ListAsync(
        string? by,
        string? action,
        string? outcome,
        string? from,
        string? to,
        string? limit,
        string? cursor,
        Caller caller,
        AuditReader audit,
        CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, page =>
        {
            var wanted = Parameter.Word<AuditOutcome>("outcome", outcome);
            Parameter.CheckTexts(("by", by), ("action", action));
            return FilteredPage.ReadAsync<AuditEntry>(
                page with { Within = Parameter.Period(from, to) },
                entry => (by is null || entry.By == by)
                    && (action is null || entry.Action == action)
                    && (wanted is null || entry.Outcome == wanted),
                p => audit.ListAsync(caller.Principal, p, cancellationToken));
        });
}
