using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Api.Clusters;

/// <summary>Endpoints to add, read and remove clusters and to rotate their tokens.</summary>
internal static class ClusterEndpoints
{
    public static void MapClusters(this IEndpointRouteBuilder routes)
    {
        var clusters = routes.MapGroup("/clusters");
        clusters.MapPost("", AddAsync)
            .WithName("addCluster")
            .Accepts<AddClusterRequest>("application/json")
            .Produces<AddedClusterResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Adds a cluster; its registration token and the install commands are shown only once.");
        clusters.MapGet("", ListAsync)
            .WithName("listClusters")
            .Produces<ClusterListResponse>()
            .WithSummary("The clusters in order of name.");
        clusters.MapGet("/{id}", GetAsync)
            .WithName("getCluster")
            .Produces<ClusterResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One cluster: status, agent, uptime.");
        clusters.MapDelete("/{id}", RemoveAsync)
            .WithName("removeCluster")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Removes a cluster; its agent is refused from then on.");
        clusters.MapPost("/{id}/rotate-token", RotateTokenAsync)
            .WithName("rotateClusterToken")
            .Accepts<RotateTokenRequest>(isOptional: true, "application/json")
            .Produces<ClusterTokenResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Produces<ClusterTokenResponse>(StatusCodes.Status202Accepted)
            .WithSummary("Asks an agent that can to rotate its token (202), or issues one by hand; earlier ones have a grace period.");
        clusters.MapPost("/{id}/join-token", JoinTokenAsync)
            .WithName("createJoinToken")
            .Produces<RegistrationTokenResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Issues a registration token, for one agent and one hour; an earlier one is refused from then on.");
    }

    private static Task<IResult> AddAsync(
        HttpRequest request,
        Caller caller,
        ClusterLifecycle lifecycle,
        ClusterRegistration registration,
        ClusterView view,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, ApiJson.Default.AddClusterRequest, async body =>
        {
            var wanted = body?.ToDraft() ?? new ClusterDraft(null, null);
            if (wanted.Violation() is { } wrong) return Problems.Invalid(wrong.Field, wrong.Detail);
            try
            {
                var cluster = wanted.ToCluster(caller.Organisation, time.GetUtcNow());
                var added = await lifecycle.AddWithTokenAsync(caller.Principal, cluster, cancellationToken);
                if (added is null) return Problems.Conflict($"There is a cluster {wanted.Name} already.");
                var issued = await registration.IssueFirstAsync(caller.Principal, cluster.Id, cancellationToken);
                return issued is null
                    ? NotFound(cluster.Id)
                    : TypedResults.Created($"/v1/clusters/{cluster.Id}", view.Of(added, issued, request));
            }
            catch (ClusterLimitException e)
            {
                return Problems.Conflict(e.Message);
            }
        });

    private static async Task<IResult> ListAsync(
        Caller caller, ClusterLifecycle lifecycle, ClusterView view, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ClusterListResponse(
            [.. (await lifecycle.ListAsync(caller.Principal, cancellationToken)).Select(view.Of)]));

    private static async Task<IResult> GetAsync(
        string id, Caller caller, ClusterLifecycle lifecycle, ClusterView view, CancellationToken cancellationToken) =>
        await lifecycle.GetAsync(caller.Principal, id, cancellationToken) is { } cluster
            ? TypedResults.Ok(view.Of(cluster))
            : NotFound(id);

    private static async Task<IResult> RemoveAsync(
        string id, Caller caller, ClusterLifecycle lifecycle, CancellationToken cancellationToken) =>
        await lifecycle.RemoveAsync(caller.Principal, id, cancellationToken) ? TypedResults.NoContent() : NotFound(id);

    private static async Task<IResult> JoinTokenAsync(
        string id,
        HttpRequest request,
        Caller caller,
        ClusterRegistration registration,
        ClusterView view,
        CancellationToken cancellationToken) =>
        await registration.IssueAsync(caller.Principal, id, cancellationToken) is { } issued
            ? TypedResults.Ok(view.Of(issued, request))
            : NotFound(id);

    private static Task<IResult> RotateTokenAsync(
        string id,
        HttpRequest request,
        Caller caller,
        ClusterLifecycle lifecycle,
        AgentRotation rotation,
        ClusterView view,
        IAgentCredentialIssuer issuer,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, ApiJson.Default.RotateTokenRequest, async body =>
        {
            var hours = body?.GraceHours ?? ClusterLifecycle.DefaultGrace.TotalHours;
            if (!(hours >= 0 && hours <= ClusterLifecycle.MaxGrace.TotalHours))
            {
                return Problems.Invalid("graceHours", $"A number from 0 to {ClusterLifecycle.MaxGrace.TotalHours} was expected.");
            }

            var revokes = body?.RevokeSessions == true;
            if (revokes && !issuer.RevokesSessions)
            {
                return Problems.Conflict(
                    "AWS takes no credentials back; open sessions end within an hour. Rotate without revokeSessions.");
            }

            var grace = TimeSpan.FromHours(hours);
            var wanted = new TokenRotation(grace, revokes);
            if (body?.Manual != true
                && await lifecycle.GetAsync(caller.Principal, id, cancellationToken) is { } cluster && AgentRotation.CanRotate(cluster))
            {
                return await rotation.RequestAsync(caller.Principal, id, wanted, cancellationToken) is { } asked
                    ? TypedResults.Accepted($"/v1/clusters/{id}", new ClusterTokenResponse(view.Of(asked)))
                    : NotFound(id);
            }

            var rotated = await lifecycle.RotateTokenAsync(caller.Principal, id, wanted, cancellationToken);
            return rotated is null
                ? NotFound(id)
                : TypedResults.Ok(view.Of(rotated, request) with { PreviousTokenExpiresAt = time.GetUtcNow() + grace });
        });

    private static IResult NotFound(string id) => Problems.NotFound($"There is no cluster {id}.");
}
