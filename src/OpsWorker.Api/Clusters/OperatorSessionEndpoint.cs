using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Commands;

namespace OpsWorker.Api.Clusters;

/// <summary>Endpoint that exchanges a cluster's token for the credentials of its Operator, and the public key of commands.</summary>
internal static class OperatorSessionEndpoint
{
    public static void MapOperatorSession(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/agent/operator-session", OpenAsync)
            .WithName("openOperatorSession")
            .Produces<AgentSession>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Issues queue addresses, credentials and the key of commands to the Operator of the token's cluster.");

    private static Task<IResult> OpenAsync(
        HttpRequest request,
        KeyVerifier keys,
        IClusterStore clusters,
        IAgentCredentialIssuer issuer,
        CommandSigner signer,
        CancellationToken cancellationToken) =>
        AgentCredential.HandleAsync(request, keys, clusters, async cluster =>
            await signer.PublicKeyAsync(cancellationToken) is { } key
                ? TypedResults.Ok(await issuer.IssueToOperatorAsync(cluster, cancellationToken) with { CommandKey = key })
                : Problems.Unavailable("The deployment has no key to sign commands with: docs/commands.md says how to make one."));
}
