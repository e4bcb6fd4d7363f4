using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>The state of the process.</summary>
/// <param name="Status">One word.</param>
/// <param name="AlertsWaiting">The alerts that wait for the rules; null where the host does not count them.</param>
/// <param name="OldestAlertSeconds">The age of the oldest of them.</param>
internal sealed record HealthResponse(string Status, int? AlertsWaiting = null, double? OldestAlertSeconds = null);

/// <summary>Health endpoints for load balancers and operators.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new HealthResponse("ok")))
            .WithName("getLiveness")
            .WithSummary("Liveness: the process runs.");
        routes.MapGet("/readyz", ReadyAsync)
            .WithName("getReadiness")
            .Produces<HealthResponse>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Readiness: the records can be read, and written where the host checks it.");
    }

    private static async Task<IResult> ReadyAsync(
        IOrganisationStore organisations,
        IEnumerable<ReadinessCheck> checks,
        IEnumerable<BacklogProbe> backlogs,
        CancellationToken cancellationToken)
    {
        await organisations.ListAsync(new PageRequest(1), cancellationToken);
        foreach (var check in checks) await check.RunAsync(cancellationToken);
        if (backlogs.FirstOrDefault() is not { } probe) return TypedResults.Ok(new HealthResponse("ready"));
        var backlog = await probe.ReadAsync(cancellationToken);
        return TypedResults.Ok(new HealthResponse("ready", backlog.Waiting, Math.Round(backlog.OldestAge.TotalSeconds, 1)));
    }
}
