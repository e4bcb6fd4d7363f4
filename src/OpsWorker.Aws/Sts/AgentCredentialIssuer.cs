using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sts;

/// <summary>
/// Issues the credentials of a cluster's agent by STS. The session's name is the cluster's id, which SQS later gives as the
/// sender of a result; see <see cref="SenderIdentity"/>.
/// </summary>
/// <param name="client">STS.</param>
/// <param name="resources">The resources of agents.</param>
/// <param name="commands">The command queues of clusters.</param>
/// <param name="urls">The addresses of queues.</param>
/// <param name="evidence">The store to which large answers are uploaded.</param>
public sealed class AgentCredentialIssuer(
    IAmazonSecurityTokenService client, AgentResources resources, SqsCommandQueues commands, SqsQueueUrls urls, IEvidenceStore evidence)
    : IAgentCredentialIssuer
{
    /// <summary>The lifetime of credentials: the maximum of STS for a caller that has a role itself.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public string? AwsRegion => resources.Region;

    /// <summary>False: STS does not take credentials back that it has handed out.</summary>
    public bool RevokesSessions => false;

    /// <inheritdoc/>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public Task PrepareAsync(string clusterId, CancellationToken cancellationToken) =>
        commands.CreateAsync(clusterId, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The credentials have the rights of <see cref="AgentPolicy"/>.</remarks>
    /// <exception cref="AmazonSecurityTokenServiceException">STS refused the request; see its error code.</exception>
    public Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken) =>
        IssueAsync(cluster, cluster.Id, Queues.Commands(cluster.Id), AgentPolicy.Build(cluster, resources), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The queue is created where it is missing: the cluster may be older than Operators are.</remarks>
    /// <exception cref="AmazonSecurityTokenServiceException">STS refused the request; see its error code.</exception>
    public async Task<AgentSession> IssueToOperatorAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        await commands.CreateAsync(cluster.Id, cancellationToken);
        return await IssueAsync(
            cluster,
            OperatorReport.SenderOf(cluster.Id),
            Queues.Operator(cluster.Id),
            AgentPolicy.BuildForOperator(cluster, resources),
            cancellationToken);
    }

    private async Task<AgentSession> IssueAsync(
        Cluster cluster, string name, QueueName queue, string policy, CancellationToken cancellationToken)
    {
        var request = new AssumeRoleRequest
        {
            RoleArn = resources.RoleArn,
            RoleSessionName = name,
            DurationSeconds = (int)Lifetime.TotalSeconds,
            Policy = policy,
        };
        var credentials = (await client.AssumeRoleAsync(request, cancellationToken)).Credentials;
        return new AgentSession
        {
            ClusterId = cluster.Id,
            Endpoint = new Uri(new Uri(urls.Prefix).GetLeftPart(UriPartial.Authority)),
            Region = resources.Region,
            CommandQueueUrl = urls.Of(queue),
            ResultQueueUrl = urls.Of(Queues.Results),
            UploadOrigin = await UploadOriginAsync(cluster, cancellationToken),
            Credentials = new AgentCredentials
            {
                AccessKeyId = credentials.AccessKeyId,
                SecretAccessKey = credentials.SecretAccessKey,
                SessionToken = credentials.SessionToken,
                Expiration = new DateTimeOffset(credentials.Expiration!.Value.ToUniversalTime()),
            },
        };
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public Task RetireAsync(string clusterId, CancellationToken cancellationToken) =>
        commands.RemoveAsync(clusterId, cancellationToken);

    // From an address that is never used: only the client of S3 knows the bucket's host.
    private async Task<Uri> UploadOriginAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var address = await evidence.CreateUploadAsync(cluster.Organisation, "unused", TimeSpan.FromSeconds(1), cancellationToken);
        return new Uri(address.GetLeftPart(UriPartial.Authority));
    }
}
