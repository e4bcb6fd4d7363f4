using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>Renders clusters with their current status.</summary>
internal sealed class ClusterView(ClusterSilence allowed, PublicUrl publicUrl, IAgentCredentialIssuer issuer, TimeProvider time)
{
    public ClusterResponse Of(Cluster cluster) => ClusterResponse.Of(cluster, time.GetUtcNow(), allowed);

    public ClusterTokenResponse Of(ClusterWithToken cluster, HttpRequest request) =>
        new(Of(cluster.Cluster), cluster.Token, HelmCommand.For(cluster, publicUrl.For(request), issuer.AwsRegion));
}
