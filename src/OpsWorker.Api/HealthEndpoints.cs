using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>The state of the process.</summary>
internal sealed record HealthResponse(string Status);

/// <summary>Health endpoints for load balancers and operators.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new HealthResponse("ok")))
            .WithSummary("Liveness: the process runs.");
        routes.MapGet("/readyz", ReadyAsync)
            .Produces<HealthResponse>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Readiness: the records can be read, and written where the host checks it.");
    }

    private static async Task<IResult> ReadyAsync(
        IOrganisationStore organisations, IEnumerable<ReadinessCheck> checks, CancellationToken cancellationToken)
    {
        await organisations.ListAsync(new PageRequest(1), cancellationToken);
        foreach (var check in checks) await check.RunAsync(cancellationToken);
        return TypedResults.Ok(new HealthResponse("ready"));
    }
}
