using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Aws.Sts;

/// <summary>
/// Gets credentials for one cluster's agent from STS. The session's name is the cluster's id, by which SQS later says who
/// sent a result; see <see cref="SenderIdentity"/>.
/// </summary>
/// <param name="client">STS.</param>
/// <param name="resources">What agents get credentials for.</param>
public sealed class AgentCredentialIssuer(IAmazonSecurityTokenService client, AgentResources resources)
{
    /// <summary>How long credentials last: the most that STS gives to who itself has a role.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>New credentials with the rights of <see cref="AgentPolicy"/>.</summary>
    /// <exception cref="AmazonSecurityTokenServiceException">STS refused; the code says which way.</exception>
    public async Task<AgentCredentials> IssueAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = resources.RoleArn,
            RoleSessionName = cluster.Id,
            DurationSeconds = (int)Lifetime.TotalSeconds,
            Policy = AgentPolicy.Build(cluster, resources),
        };
        var credentials = (await client.AssumeRoleAsync(request, cancellationToken)).Credentials;
        return new AgentCredentials
        {
            AccessKeyId = credentials.AccessKeyId,
            SecretAccessKey = credentials.SecretAccessKey,
            SessionToken = credentials.SessionToken,
            ExpiresAt = new DateTimeOffset(credentials.Expiration!.Value.ToUniversalTime()),
        };
    }
}
