using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Testing.Aws;

[assembly: AssemblyFixture(typeof(AwsEndpoint))]

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// The resources that the CDK app makes on AWS, made at the endpoint under names of its own: queues, topic, table, bucket, secrets.
/// </summary>
internal sealed class AwsWorld : IDisposable
{
    private const string Visible = "ApproximateNumberOfMessages";
    private const string NotVisible = "ApproximateNumberOfMessagesNotVisible";

    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");

    private readonly AwsEndpoint _endpoint;
    private readonly OneCallAtATime _oneCallAtATime;
    private readonly EmulatorCalls _calls;

    private AwsWorld(AwsEndpoint endpoint)
    {
        _endpoint = endpoint;
        _oneCallAtATime = new OneCallAtATime(Calls);
        _calls = new EmulatorCalls(endpoint.Address!);
        Clients = new AwsClients
        {
            Sqs = new(() => Sqs(Credentials)),
            Sns = new(() => new(
                Credentials,
                new AmazonSimpleNotificationServiceConfig
                {
                    ServiceURL = Url,
                    AuthenticationRegion = AwsEndpoint.Region,
                    HttpClientFactory = Calls,
                })),
            Ssm = new(() => new(
                Credentials,
                new AmazonSimpleSystemsManagementConfig
                {
                    ServiceURL = Url,
                    AuthenticationRegion = AwsEndpoint.Region,
                    HttpClientFactory = Calls,
                })),
            S3 = new(() => new AmazonS3Client(
                Credentials,
                new AmazonS3Config
                {
                    ServiceURL = Url,
                    AuthenticationRegion = AwsEndpoint.Region,
                    ForcePathStyle = true,
                    HttpClientFactory = Calls,
                })),
            DynamoDb = new(() => new AmazonDynamoDBClient(
                Credentials,
                new AmazonDynamoDBConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region, HttpClientFactory = Turns })),
            Sts = new(() => new AmazonSecurityTokenServiceClient(
                Credentials,
                new AmazonSecurityTokenServiceConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region })),
        };
    }

    public AwsClients Clients { get; }

    public FunctionSettings Settings { get; private set; } = null!;

    /// <summary>Messages carry their sender, as on AWS; an emulator names the same sender for all.</summary>
    public bool KnowsSenders => !_endpoint.IsEmulator;

    /// <summary>The calls that functions make.</summary>
    public AwsCalls Calls { get; } = new();

    private HttpClientFactory Turns => _endpoint.IsEmulator ? _oneCallAtATime : Calls;

    /// <summary>Where the services are.</summary>
    public string Url => _endpoint.Address!.ToString().TrimEnd('/');

    public static async Task<AwsWorld> CreateAsync(AwsEndpoint endpoint, IReadOnlyDictionary<string, string> secrets)
    {
        var world = new AwsWorld(endpoint);
        await world.CreateAsync(secrets);
        return world;
    }

    /// <summary>A client of SQS with other credentials.</summary>
    public AmazonSQSClient Sqs(AWSCredentials credentials) => new(
        credentials,
        new AmazonSQSConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region, HttpClientFactory = Turns });

    public async Task<string> ArnAsync(QueueName queue) =>
        (await AttributesAsync(queue, QueueAttributeName.QueueArn))[QueueAttributeName.QueueArn];

    /// <summary>True when the queue has no message, neither visible nor in flight.</summary>
    public async Task<bool> IsEmptyAsync(QueueName queue) =>
        (await AttributesAsync(queue, Visible, NotVisible)).Values.All(count => count == "0");

    public void Dispose()
    {
        Clients.Sqs.Value.Dispose();
        Clients.Sns.Value.Dispose();
        Clients.Ssm.Value.Dispose();
        Clients.S3.Value.Dispose();
        Clients.DynamoDb.Value.Dispose();
        Clients.Sts.Value.Dispose();
        _calls.Dispose();
        _oneCallAtATime.Dispose();
    }

    private async Task CreateAsync(IReadOnlyDictionary<string, string> secrets)
    {
        var prefix = Identifier.New("t").Replace('_', '-') + "-";
        Settings = new FunctionSettings
        {
            Table = prefix + "records",
            Bucket = prefix + "evidence",
            QueueUrlPrefix = $"{Url}/123456789012/{prefix}",
            TopicArn = await _calls.CreateTopicAsync(prefix + "reports.fifo"),
            SecretsPrefix = $"/opsworker/{prefix}/",
            AgentRoleArn = "arn:aws:iam::123456789012:role/opsworker-test-agent",
            Region = AwsEndpoint.Region,
            // The recorded cluster is some months old, and its story is told in its own time.
            Retention = TimeSpan.FromDays(3650),
        };
        await Clients.DynamoDb.Value.CreateRecordTableAsync(Settings.Table);
        await Clients.S3.Value.PutBucketAsync(Settings.Bucket);
        foreach (var queue in Queues.All)
        {
            await Clients.Sqs.Value.CreateQueueAsync(prefix, queue);
            await Clients.Sqs.Value.CreateQueueAsync(prefix, SqsDeadLetters.QueueOf(queue));
        }

        await _calls.SubscribeAsync(Settings.TopicArn, await ArnAsync(Queues.Notifications));
        foreach (var (name, value) in secrets) await Clients.Ssm.Value.PutSecretAsync(Settings.SecretsPrefix, name, value);
    }

    private async Task<IReadOnlyDictionary<string, string>> AttributesAsync(QueueName queue, params string[] names)
    {
        var request = new GetQueueAttributesRequest
        {
            QueueUrl = new SqsQueueUrls(Settings.QueueUrlPrefix).Of(queue),
            AttributeNames = [.. names],
        };
        return (await Clients.Sqs.Value.GetQueueAttributesAsync(request, CancellationToken.None)).Attributes;
    }
}
