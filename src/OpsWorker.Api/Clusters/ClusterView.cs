using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Clusters.Registration;

namespace OpsWorker.Api.Clusters;

/// <summary>Renders clusters with their current status.</summary>
internal sealed class ClusterView(ClusterSilence allowed, PublicUrl publicUrl, IAgentCredentialIssuer issuer, TimeProvider time)
{
    public ClusterResponse Of(Cluster cluster) => ClusterResponse.Of(cluster, time.GetUtcNow(), allowed);

    public ClusterTokenResponse Of(ClusterWithToken cluster, HttpRequest request) =>
        new(Of(cluster.Cluster), cluster.Token, HelmCommand.For(cluster, publicUrl.For(request), issuer.AwsRegion));

    public RegistrationTokenResponse Of(ClusterWithRegistration cluster, HttpRequest request)
    {
        var commands = InstallCommands.For(cluster, publicUrl.For(request), issuer.AwsRegion);
        return new RegistrationTokenResponse(
            Of(cluster.Cluster),
            cluster.Token,
            cluster.ExpiresAt,
            commands.Helm,
            new InstallCommandsResponse(commands.Helm, commands.Kubectl, commands.Environment));
    }

    public AddedClusterResponse Of(ClusterWithToken byHand, ClusterWithRegistration registration, HttpRequest request)
    {
        var shown = Of(registration, request);
        return new AddedClusterResponse(
            shown.Cluster,
            shown.RegistrationToken,
            shown.RegistrationTokenExpiresAt,
            shown.InstallCommand,
            shown.Commands,
            byHand.Token,
            HelmCommand.For(byHand, publicUrl.For(request), issuer.AwsRegion));
    }
}
