using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api.Clusters;

/// <summary>Authenticates an agent by its token, which alone determines the cluster.</summary>
internal static class AgentCredential
{
    /// <summary>
    /// Responds with the result of <paramref name="answer"/> for the token's cluster, or with the reason for refusing
    /// the token.
    /// </summary>
    public static async Task<IResult> HandleAsync(
        HttpRequest request, KeyVerifier keys, IClusterStore clusters, Func<Cluster, Task<IResult>> answer) =>
        await HandleAsync(request, keys, clusters, (cluster, _) => answer(cluster));

    /// <inheritdoc cref="HandleAsync(HttpRequest, KeyVerifier, IClusterStore, Func{Cluster, Task{IResult}})"/>
    public static async Task<IResult> HandleAsync(
        HttpRequest request, KeyVerifier keys, IClusterStore clusters, Func<Cluster, AccessKey, Task<IResult>> answer)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (BearerToken.Of(request) is not { } token) return Unauthorized();
        var key = await keys.FindAsync(token, AccessKeyKind.Cluster, cancellationToken);
        if (key is not { ClusterId: { } clusterId }) return Unauthorized();
        return await clusters.FindAsync(clusterId, cancellationToken) is { } cluster && cluster.Organisation == key.Organisation
            ? await answer(cluster, key)
            : Problems.Forbidden($"Cluster {clusterId}, which the token is for, was removed. Add it again to get a new token.");
    }

    private static IResult Unauthorized() =>
        Problems.Unauthorized(
            "Send the cluster's token as `Authorization: Bearer oca_…` (or `owc_…`). This one is unknown or has expired after a "
            + "rotation.");
}
