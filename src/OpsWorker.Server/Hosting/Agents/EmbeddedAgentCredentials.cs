using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>
/// Gives agents sessions at this server's own SQS-compatible endpoint: a token that names the cluster, and a secret with which each
/// request is signed.
/// </summary>
internal sealed class EmbeddedAgentCredentials(EmbeddedStore store, Func<Uri> publicUrl, TimeProvider time) : IAgentCredentialIssuer
{
    /// <summary>The lifetime of a session, as on AWS.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The region that requests are signed for.</summary>
    public const string Region = "us-east-1";

    /// <inheritdoc/>
    public string? AwsRegion => null;

    /// <inheritdoc/>
    public bool RevokesSessions => true;

    /// <summary>Nothing: a queue is there once something is sent to it.</summary>
    public Task PrepareAsync(string clusterId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var expiration = time.GetUtcNow() + Lifetime;
        var token = store.AgentSessions.Write(cluster.Id, expiration);
        return Task.FromResult(new AgentSession
        {
            ClusterId = cluster.Id,
            Endpoint = publicUrl(),
            Region = Region,
            CommandQueueUrl = QueueUrl(Queues.Commands(cluster.Id)),
            ResultQueueUrl = QueueUrl(Queues.Results),
            UploadOrigin = new Uri(publicUrl().GetLeftPart(UriPartial.Authority)),
            Credentials = new AgentCredentials
            {
                AccessKeyId = cluster.Id,
                SecretAccessKey = store.AgentSessions.SecretOf(token),
                SessionToken = token,
                Expiration = expiration,
            },
        });
    }

    /// <inheritdoc/>
    public Task RetireAsync(string clusterId, CancellationToken cancellationToken) =>
        store.AgentQueues.RemoveCommandsAsync(clusterId, cancellationToken);

    private string QueueUrl(QueueName queue) => SqsEndpoint.SqsQueueAddress.Of(publicUrl(), queue).AbsoluteUri;
}
