using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Operator.Sessions;

/// <summary>A session of the Operator and its queues.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="CommandKey">The public key that the server presents.</param>
/// <param name="Queue">The Operator's queue and <see cref="Queues.Results"/>.</param>
/// <param name="ExpiresAt">The expiry of the credentials.</param>
internal sealed record OperatorSession(string ClusterId, string CommandKey, IMessageQueue Queue, DateTimeOffset ExpiresAt)
{
    private static readonly AwsClientLimits s_limits = new(
        MaxErrorRetry: 1, Timeout: MessageLimits.MaxWait + TimeSpan.FromSeconds(10), ConnectTimeout: TimeSpan.FromSeconds(5));

    /// <summary>The time limit of a request to a queue, which may be a long poll.</summary>
    public static TimeSpan Timeout => s_limits.Timeout;

    /// <param name="session">The session, of origins that are trusted.</param>
    /// <param name="http">The client of its requests.</param>
    /// <param name="time">The only clock.</param>
    public static OperatorSession Of(AgentSession session, HttpClient http, TimeProvider time)
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
        var client = new AmazonSQSClient(credentials, s_limits.ApplyTo(config));
        string Url(QueueName queue) => queue == Queues.Results ? session.ResultQueueUrl : session.CommandQueueUrl;
        return new OperatorSession(
            session.ClusterId, session.CommandKey ?? "", new SqsMessageQueue(client, Url, time), keys.Expiration);
    }

    /// <summary>Gives the client of AWS the Operator's own client, whose connections are checked.</summary>
    private sealed class SharedHttp(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
