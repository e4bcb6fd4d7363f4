using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.Runtime;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>The queues of a session, for the agent and the Operator: their command queue and <see cref="Queues.Results"/>.</summary>
public static class SessionQueues
{
    /// <summary>The limits of a request, which may be a long poll. The callers retry by themselves.</summary>
    public static readonly AwsClientLimits Limits = new(
        MaxErrorRetry: 1, Timeout: MessageLimits.MaxWait + TimeSpan.FromSeconds(10), ConnectTimeout: TimeSpan.FromSeconds(5));

    /// <summary>The queues, with the session's credentials.</summary>
    /// <param name="session">The session, of origins that are trusted.</param>
    /// <param name="http">The client of its requests.</param>
    /// <param name="time">The only clock.</param>
    public static IMessageQueue Open(AgentSession session, HttpClient http, TimeProvider time)
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
        return new SqsMessageQueue(client, Url, time);
    }

    /// <summary>Gives the client of AWS the caller's own client, whose connections are checked.</summary>
    private sealed class SharedHttp(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
