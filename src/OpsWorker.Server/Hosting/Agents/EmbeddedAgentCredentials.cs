using System.Security.Cryptography;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>
/// Gives agents sessions at this server's own SQS-compatible endpoint. The session token is the credential; the key
/// beside it is there because every AWS client wants one to sign with, and its signature is not checked.
/// </summary>
internal sealed class EmbeddedAgentCredentials(EmbeddedStore store, Func<Uri> publicUrl, TimeProvider time) : IAgentCredentialIssuer
{
    /// <summary>The lifetime of a session, as on AWS.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Region = "us-east-1";
    private const int SecretBytes = 20;

    /// <summary>Nothing: a queue is there once something is sent to it.</summary>
    public Task PrepareAsync(string clusterId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<AgentSession> IssueAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var expiration = time.GetUtcNow() + Lifetime;
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
                SecretAccessKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)),
                SessionToken = store.AgentSessions.Write(cluster.Id, expiration),
                Expiration = expiration,
            },
        });
    }

    /// <inheritdoc/>
    public Task RetireAsync(string clusterId, CancellationToken cancellationToken) =>
        store.AgentQueues.RemoveCommandsAsync(clusterId, cancellationToken);

    private string QueueUrl(QueueName queue) => SqsEndpoint.SqsQueueAddress.Of(publicUrl(), queue).AbsoluteUri;
}
