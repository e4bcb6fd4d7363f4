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
    public static readonly AwsClientLimits Limits = new(
        MaxErrorRetry: 1, Timeout: MessageLimits.MaxWait + TimeSpan.FromSeconds(10), ConnectTimeout: TimeSpan.FromSeconds(5));

    /// <param name="session">The session, of origins that are trusted.</param>
    /// <param name="http">The client of its requests.</param>
    /// <param name="time">The only clock.</param>
    public static ActiveSession Of(AgentSession session, HttpClient http, TimeProvider time)
    {
        var keys = session.Credentials;
        var credentials = new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
        var config = new AmazonSQSConfig
        {
            ServiceURL = session.Endpoint.AbsoluteUri,
            AuthenticationRegion = session.Region,
            AllowAutoRedirect = false,
            HttpClientFactory = new SharedHttp(http),
        };

        // Not disposed: calls of an older session may still be in flight, and it holds nothing that must be closed.
        var client = new AmazonSQSClient(credentials, Limits.ApplyTo(config));
        string Url(QueueName queue) => queue == Queues.Results ? session.ResultQueueUrl : session.CommandQueueUrl;
        return new ActiveSession(session.ClusterId, new SqsMessageQueue(client, Url, time), session.UploadOrigin, keys.Expiration);
    }

    /// <summary>Gives the client of AWS the agent's own client, whose connections are checked.</summary>
    private sealed class SharedHttp(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
