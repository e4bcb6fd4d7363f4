using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Api.Clusters;

/// <summary>Endpoint that exchanges a cluster's token for short-lived credentials.</summary>
internal static class AgentSessionEndpoint
{
    public static void MapAgentSession(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/agent/session", OpenAsync)
            .WithName("openAgentSession")
            .Produces<AgentSession>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("Issues queue addresses and credentials to the agent of the token's cluster.");

    private static Task<IResult> OpenAsync(
        HttpRequest request,
        KeyVerifier keys,
        IClusterStore clusters,
        IAgentCredentialIssuer issuer,
        AgentRotation rotation,
        CancellationToken cancellationToken) =>
        AgentCredential.HandleAsync(request, keys, clusters, async (cluster, key) =>
        {
            var current = await rotation.ConfirmAsync(cluster, key.Id, cancellationToken);
            var session = await issuer.IssueAsync(current, cancellationToken);
            return TypedResults.Ok(session with { RotateToken = current.Rotation is not null });
        });
}
