using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Api.Clusters;

/// <summary>Endpoints with which an agent gets the token that it keeps, and rotates it when the server asks.</summary>
internal static class AgentIdentityEndpoints
{
    public static void MapAgentIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agent/register", RegisterAsync)
            .WithName("registerAgent")
            .Accepts<AgentRegistrationRequest>(isOptional: true, "application/json")
            .Produces<AgentIdentity>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Exchanges a registration token, once, for the agent's own token.");
        routes.MapPost("/agent/rotate-token", RotateAsync)
            .WithName("rotateAgentToken")
            .Produces<AgentIdentity>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Gives the agent its next token, where a session asked for it; the earlier ones end after the next one is used.");
    }

    private static Task<IResult> RegisterAsync(
        HttpRequest request, ClusterRegistration registration, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, CoreJson.Default.AgentRegistrationRequest, async body =>
        {
            var result = await registration.RegisterAsync(BearerToken.Of(request) ?? "", body?.ClusterName, cancellationToken);
            return result.Identity is { } identity ? TypedResults.Ok(identity) : Problems.Unauthorized(result.Refusal!);
        });

    private static Task<IResult> RotateAsync(
        HttpRequest request,
        KeyVerifier keys,
        IClusterStore clusters,
        AgentRotation rotation,
        CancellationToken cancellationToken) =>
        AgentCredential.HandleAsync(request, keys, clusters, async cluster =>
            await rotation.IssueAsync(cluster, cancellationToken) is { } identity
                ? TypedResults.Ok(identity)
                : Problems.Conflict(
                    $"No rotation of the token of {cluster.Name} was asked for. `opsworker cluster rotate-token {cluster.Name}` asks."));
}
