using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>How the process is.</summary>
internal sealed record HealthResponse(string Status);

/// <summary>What a load balancer or an operator asks.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new HealthResponse("ok")))
            .WithSummary("Whether the process runs.");
        routes.MapGet("/readyz", ReadyAsync)
            .Produces<HealthResponse>()
            .WithSummary("Whether the records can be read, so that requests can be served.");
    }

    private static async Task<IResult> ReadyAsync(IOrganisationStore organisations, CancellationToken cancellationToken)
    {
        await organisations.ListAsync(new PageRequest(1), cancellationToken);
        return TypedResults.Ok(new HealthResponse("ready"));
    }
}
