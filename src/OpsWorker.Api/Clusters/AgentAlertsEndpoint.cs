using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Api.Webhooks;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Clusters;

/// <summary>Endpoints with which agents report problems of their cluster and list those reported earlier.</summary>
internal static class AgentAlertsEndpoint
{
    public static void MapAgentAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/agent/alerts")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        alerts.MapPost("", ReceiveAsync)
            .WithName("reportProblems")
            .Accepts<ClusterProblems>("application/json")
            .Produces<AcceptedResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithSummary("Accepts problems of the token's cluster as alerts; responds once they are durably queued.");
        alerts.MapGet("", ListAsync)
            .WithName("listProblems")
            .Produces<ClusterProblems>()
            .WithSummary("Lists the firing problems that agents of the token's cluster reported.");
    }

    private static Task<IResult> ReceiveAsync(
        HttpRequest request,
        KeyVerifier keys,
        IClusterStore clusters,
        IntakeService intake,
        CancellationToken cancellationToken) =>
        AgentCredential.HandleAsync(request, keys, clusters, cluster =>
            IntakeRequest.AcceptAsync(request, new KubernetesSource(cluster), cluster.Organisation, intake, cancellationToken));

    private static Task<IResult> ListAsync(
        HttpRequest request,
        KeyVerifier keys,
        IClusterStore clusters,
        FiringProblems problems,
        CancellationToken cancellationToken) =>
        AgentCredential.HandleAsync(request, keys, clusters, async cluster =>
            TypedResults.Ok(await problems.OfAsync(cluster, cancellationToken)));
}
