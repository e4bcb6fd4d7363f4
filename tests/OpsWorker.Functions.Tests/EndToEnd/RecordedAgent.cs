using Amazon.Runtime;
using Amazon.SQS;
using Microsoft.Extensions.Logging;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Aws.S3;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sts;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Messaging;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The agent of a recorded cluster. It has nothing but the credentials that were issued to it for its cluster.</summary>
internal sealed class RecordedAgent : IAsyncDisposable
{
    private readonly HttpClient _uploads = new();
    private readonly AmazonSQSClient _sqs;
    private readonly MessagePump _pump;

    private RecordedAgent(
        AmazonSQSClient sqs, IMessageQueue queue, Cluster cluster, DumpReader reader, TimeProvider time, ILoggerFactory loggers)
    {
        _sqs = sqs;
        var executor = new QueryExecutor(reader, new QueryLimits(), time, loggers.CreateLogger<QueryExecutor>());
        _pump = new MessagePump(
            Queues.Commands(cluster.Id),
            queue,
            new MessageInvoker<AgentCommand>(
                new AgentCommandHandler(
                    executor, queue, new AnswerUploads(_uploads), "test", time, loggers.CreateLogger<AgentCommandHandler>()),
                CoreJson.Default.AgentCommand,
                MessageInvoker.DefaultMaxReceives,
                loggers.CreateLogger<AgentCommandHandler>()),
            new MessagePumpOptions
            {
                Time = TimeProvider.System,
                Concurrency = 1,
                Visibility = TimeSpan.FromSeconds(5),
                Wait = TimeSpan.FromSeconds(1),
            },
            loggers.CreateLogger<MessagePump>());
    }

    public static async Task<RecordedAgent> StartAsync(
        AwsWorld world,
        Cluster cluster,
        DumpReader reader,
        Func<IMessageQueue, IMessageQueue> wrap,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        var settings = world.Settings;
        var resources = AgentResources.From(settings.AgentRoleArn, settings.QueueUrlPrefix, AwsEndpoint.Region, settings.Bucket);
        var urls = new SqsQueueUrls(settings.QueueUrlPrefix);
        using var sqs = world.Sqs(new AnonymousAWSCredentials());
        var evidence = new S3EvidenceStore(world.Clients.S3.Value, new S3EvidenceOptions(settings.Bucket), time);
        var issuer = new AgentCredentialIssuer(world.Clients.Sts.Value, resources, new SqsCommandQueues(sqs, urls, ""), urls, evidence);
        var issued = (await issuer.IssueAsync(cluster, CancellationToken.None)).Credentials;
        var credentials = new SessionAWSCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
        var own = world.Sqs(credentials);
        var agent = new RecordedAgent(own, wrap(new SqsMessageQueue(own, urls.Of, TimeProvider.System)), cluster, reader, time, loggers);
        await agent._pump.StartAsync(CancellationToken.None);
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.StopAsync(CancellationToken.None);
        _pump.Dispose();
        _sqs.Dispose();
        _uploads.Dispose();
    }
}
