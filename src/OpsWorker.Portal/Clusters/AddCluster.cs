using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Clusters.Registration;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Clusters;

/// <summary>The form that adds a cluster.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Draft">The cluster as it was typed.</param>
/// <param name="Error">The field and the reason why it was refused; null at first.</param>
public sealed record AddClusterModel(Frame Frame, ClusterDraft Draft, (string Field, string Detail)? Error);

/// <summary>A token that was just made, with the commands that install the agent; shown once.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Token">The token.</param>
/// <param name="Helm">The command for Helm.</param>
/// <param name="PreviousUntil">The end of the token before; null without one.</param>
public sealed record ClusterTokenModel(Frame Frame, Cluster Cluster, string Token, string Helm, DateTimeOffset? PreviousUntil);

/// <summary>A registration token that was just made, with the commands that install the agent; shown once.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Registration">The cluster and its registration token.</param>
/// <param name="Commands">The commands.</param>
public sealed record InstallAgentModel(Frame Frame, ClusterWithRegistration Registration, InstallCommands Commands);

/// <summary>Adds clusters and issues tokens.</summary>
internal static class AddCluster
{
    public static Task<IResult> ShowAsync(PortalRequest request) => Task.FromResult(
        PortalRequest.Page(AddClusterPage.Create(new AddClusterModel(Frame(request), new ClusterDraft(null, null), null))));

    public static async Task<IResult> AddAsync(PortalRequest request)
    {
        var draft = new ClusterDraft(
            Field(request, "name"), Field(request, "displayName"), Field(request, "provider"), Field(request, "region"),
            Field(request, "environment"));
        if (draft.Violation() is { } wrong) return Refused(request, draft, wrong);
        try
        {
            var cluster = draft.ToCluster(request.Organisation, request.Now);
            return await request.Service<ClusterLifecycle>().AddAsync(request.Principal, cluster, request.Cancel) is not null
                ? Install(request, await Registrations(request).IssueFirstAsync(request.Principal, cluster.Id, request.Cancel))
                : Refused(request, draft, ("name", $"There is a cluster {draft.Name} already."));
        }
        catch (ClusterLimitException e)
        {
            return Refused(request, draft, ("name", e.Message));
        }
    }

    /// <summary>Issues a registration token, for a cluster whose agent is not installed yet or has lost its token.</summary>
    public static async Task<IResult> JoinAsync(PortalRequest request) =>
        Install(request, await Registrations(request).IssueAsync(request.Principal, request.Route("id"), request.Cancel));

    public static async Task<IResult> RotateAsync(PortalRequest request)
    {
        var rotation = new TokenRotation(ClusterLifecycle.DefaultGrace);
        var cluster = await request.Service<ClusterLifecycle>().GetAsync(request.Principal, request.Route("id"), request.Cancel);
        if (cluster is not null && AgentRotation.CanRotate(cluster))
        {
            await request.Service<AgentRotation>().RequestAsync(request.Principal, cluster.Id, rotation, request.Cancel);
            return PortalRequest.See($"/clusters/{cluster.Id}");
        }

        var rotated = await request.Service<ClusterLifecycle>().RotateTokenAsync(
            request.Principal, request.Route("id"), rotation, request.Cancel);
        return rotated is null ? request.NotFound("cluster") : Token(request, rotated, request.Now + rotation.Grace);
    }

    public static async Task<IResult> RemoveAsync(PortalRequest request)
    {
        var clusters = request.Service<ClusterLifecycle>();
        if (await clusters.GetAsync(request.Principal, request.Route("id"), request.Cancel) is not { } cluster)
        {
            return request.NotFound("cluster");
        }

        if (request.Form["name"] != cluster.Name) return request.Invalid("Type the cluster's name to remove it.");
        await clusters.RemoveAsync(request.Principal, cluster.Id, request.Cancel);
        return PortalRequest.See("/clusters?done=removed");
    }

    private static IResult Refused(PortalRequest request, ClusterDraft draft, (string Field, string Detail) error) => PortalRequest.Page(
        AddClusterPage.Create(new AddClusterModel(Frame(request), draft, error)), StatusCodes.Status400BadRequest);

    private static ClusterRegistration Registrations(PortalRequest request) => request.Service<ClusterRegistration>();

    private static IResult Install(PortalRequest request, ClusterWithRegistration? registration)
    {
        if (registration is null) return request.NotFound("cluster");
        var server = request.Service<PortalAddress>().For(request.Context.Request);
        var commands = InstallCommands.For(registration, server, request.Service<IAgentCredentialIssuer>().AwsRegion);
        var frame = request.Frame("Install the agent", PortalSection.Clusters);
        return PortalRequest.Page(InstallAgentPage.Create(new InstallAgentModel(frame, registration, commands)));
    }

    private static IResult Token(PortalRequest request, ClusterWithToken added, DateTimeOffset? previousUntil)
    {
        var server = request.Service<PortalAddress>().For(request.Context.Request);
        var helm = HelmCommand.For(added, server, request.Service<IAgentCredentialIssuer>().AwsRegion);
        return PortalRequest.Page(ClusterTokenPage.Create(new ClusterTokenModel(
            request.Frame("Install the agent", PortalSection.Clusters), added.Cluster, added.Token, helm, previousUntil)));
    }

    private static Frame Frame(PortalRequest request) => request.Frame("Add a cluster", PortalSection.Clusters);

    private static string? Field(PortalRequest request, string name) =>
        request.Form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
