using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>Where an agent exchanges its cluster's token for short-lived credentials.</summary>
internal static class AgentSessionEndpoint
{
    public static void MapAgentSession(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/agent/session", OpenAsync)
            .Produces<AgentSession>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("Gives the agent of the token's cluster its queues and credentials for them.");

    private static async Task<IResult> OpenAsync(
        HttpRequest request,
        IOrganisationStore organisations,
        IClusterStore clusters,
        IAgentCredentialIssuer issuer,
        CancellationToken cancellationToken)
    {
        if (BearerToken.Of(request) is not { } token) return Unauthorized();
        var key = await organisations.FindKeyAsync(AccessKeys.Hash(token), cancellationToken);
        if (key is not { Kind: AccessKeyKind.Cluster, ClusterId: { } clusterId }) return Unauthorized();
        return await clusters.FindAsync(clusterId, cancellationToken) is { } cluster && cluster.Organisation == key.Organisation
            ? TypedResults.Ok(await issuer.IssueAsync(cluster, cancellationToken))
            : Problems.Forbidden($"Cluster {clusterId}, which the token is for, was removed. Add it again to get a new token.");
    }

    private static IResult Unauthorized() =>
        Problems.Unauthorized("Send the cluster's token as `Authorization: Bearer owc_…`. This one is unknown or has expired after a rotation.");
}
