using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
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
    public Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken) =>
        Task.FromResult(Session(cluster, cluster.Id, Queues.Commands(cluster.Id)));

    /// <inheritdoc/>
    public Task<AgentSession> IssueToOperatorAsync(Cluster cluster, CancellationToken cancellationToken) =>
        Task.FromResult(Session(cluster, OperatorReport.SenderOf(cluster.Id), Queues.Operator(cluster.Id)));

    /// <inheritdoc/>
    public Task RetireAsync(string clusterId, CancellationToken cancellationToken) =>
        store.AgentQueues.RemoveCommandsAsync(clusterId, cancellationToken);

    private AgentSession Session(Cluster cluster, string name, QueueName commands)
    {
        var expiration = time.GetUtcNow() + Lifetime;
        var token = store.AgentSessions.Write(name, expiration);
        return new AgentSession
        {
            ClusterId = cluster.Id,
            Endpoint = publicUrl(),
            Region = Region,
            CommandQueueUrl = QueueUrl(commands),
            ResultQueueUrl = QueueUrl(Queues.Results),
            UploadOrigin = new Uri(publicUrl().GetLeftPart(UriPartial.Authority)),
            Credentials = new AgentCredentials
            {
                AccessKeyId = name,
                SecretAccessKey = store.AgentSessions.SecretOf(token),
                SessionToken = token,
                Expiration = expiration,
            },
        };
    }

    private string QueueUrl(QueueName queue) => SqsEndpoint.SqsQueueAddress.Of(publicUrl(), queue).AbsoluteUri;
}
