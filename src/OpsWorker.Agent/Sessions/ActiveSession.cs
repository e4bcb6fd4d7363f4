using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Agent.Sessions;

/// <summary>A session and its queues.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Queue">The command queue and <see cref="Queues.Results"/>.</param>
/// <param name="UploadOrigin">The origin for uploads of large answers.</param>
/// <param name="ExpiresAt">The expiry of the credentials.</param>
internal sealed record ActiveSession(string ClusterId, IMessageQueue Queue, Uri UploadOrigin, DateTimeOffset ExpiresAt)
{
    // An attempt may be a long poll. SessionQueue retries by itself.
    private static readonly AwsClientLimits Limits = new(
        MaxErrorRetry: 1, Timeout: MessageLimits.MaxWait + TimeSpan.FromSeconds(10), ConnectTimeout: TimeSpan.FromSeconds(5));

    public static ActiveSession Of(AgentSession session, TimeProvider time)
    {
        var keys = session.Credentials;
        var credentials = new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
        var config = new AmazonSQSConfig { ServiceURL = session.Endpoint.AbsoluteUri, AuthenticationRegion = session.Region };

        // Not disposed: calls of an older session may still be in flight, and it holds nothing that must be closed.
        var client = new AmazonSQSClient(credentials, Limits.ApplyTo(config));
        string Url(QueueName queue) => queue == Queues.Results ? session.ResultQueueUrl : session.CommandQueueUrl;
        return new ActiveSession(session.ClusterId, new SqsMessageQueue(client, Url, time), session.UploadOrigin, keys.Expiration);
    }
}
