using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.S3;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Ssm;
using OpsWorker.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using OpsWorker.Testing.Aws;

[assembly: AssemblyFixture(typeof(AwsEndpoint))]

namespace OpsWorker.Aws.Tests.Contracts;

/// <summary>The ports on AWS, with resources of this fixture alone.</summary>
public sealed class AwsFixture(AwsEndpoint endpoint) : ContractFixture
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");

    /// <summary>Longer than the default, as the records of the suites have a fixed day.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(36_500);

    private readonly string _prefix = Identifier.New("t").Replace('_', '-') + "-";
    private readonly HttpClient _http = new();
    private readonly OneCallAtATime _oneCallAtATime = new();
    private AmazonSQSClient _sqs = null!;
    private AmazonSimpleNotificationServiceClient _sns = null!;
    private AmazonSimpleSystemsManagementClient _ssm = null!;
    private AmazonS3Client _s3 = null!;
    private AmazonDynamoDBClient _dynamoDb = null!;
    private EmulatorCalls _calls = null!;
    private string _topicArn = "";

    public override string? Unavailable => endpoint.Unavailable;

    public override bool RemembersDeduplicationOfCompleted => !endpoint.IsEmulator;

    public override bool KnowsOutdatedDeliveries => !endpoint.IsEmulator;

    public override bool WaitersSeeFreedGroups => !endpoint.IsEmulator;

    public override IMessageQueue Queue => new SqsMessageQueue(_sqs, Urls.Of, Time);

    public override ITopic Topic => new SnsTopic(_sns, _topicArn);

    public override IOrganisationStore Organisations => new DynamoDbOrganisationStore(Table);

    public override IAuditStore Audit => new DynamoDbAuditStore(Table);

    public override IKeyStore Keys => new DynamoDbKeyStore(Table);

    public override IAlertStore Alerts => new DynamoDbAlertStore(Table);

    public override IIncidentStore Incidents => new DynamoDbIncidentStore(Table);

    public override bool CompletesWithOutcome => false;

    public override IAlertOutcomeStore AlertOutcomes => new OrderedOutcomeStore(new OutcomeRecords(Table).TryStoreAsync, Queue, Topic);

    public override IModelSpendStore ModelSpend => new DynamoDbModelSpendStore(Table);

    public override IRuleStore Rules => new DynamoDbRuleStore(Table);

    public override IInvestigationStore Investigations => new DynamoDbInvestigationStore(Table);

    public override IJournalStore Journal => new DynamoDbJournalStore(Table);

    public override IEvidenceStore Evidence => new S3EvidenceStore(_s3, new S3EvidenceOptions(_prefix + "evidence"), Time);

    public override IClusterStore Clusters => new DynamoDbClusterStore(Table);

    public override ICommandStore Commands => new DynamoDbCommandStore(Table, Time);

    public override IApprovalPolicyStore ApprovalPolicies => new DynamoDbApprovalPolicyStore(Table);

    public override INotificationStore Notifications => new DynamoDbNotificationStore(Table);

    public override IReadOnlyList<QueueName> Subscribers { get; } =
        [new("subscriber-1", IsFifo: true), new("subscriber-2", IsFifo: true)];

    public SqsQueueUrls Urls => new($"{Url}/123456789012/{_prefix}");

    public string QueueNamePrefix => _prefix;

    public AmazonSQSClient Sqs => _sqs;

    private RecordTable Table => TableOf(_dynamoDb, Retention);

    private string Url => endpoint.Address!.ToString().TrimEnd('/');

    public override async ValueTask InitializeAsync()
    {
        if (endpoint.Address is null) return;
        HttpClientFactory? calls = endpoint.IsEmulator ? _oneCallAtATime : null;
        _sqs = new(
            Credentials,
            new AmazonSQSConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region, HttpClientFactory = calls });
        _sns = new(
            Credentials,
            new AmazonSimpleNotificationServiceConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region });
        _ssm = new(
            Credentials,
            new AmazonSimpleSystemsManagementConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region });
        _s3 = new(
            Credentials,
            new AmazonS3Config { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region, ForcePathStyle = true });
        _dynamoDb = DynamoDb(calls);
        _calls = new(endpoint.Address);

        await _dynamoDb.CreateRecordTableAsync(_prefix + "records");
        await _s3.PutBucketAsync(_prefix + "evidence");
        _topicArn = await _calls.CreateTopicAsync(_prefix + "reports.fifo");
        foreach (var queue in Subscribers) await SubscribeAsync(queue);
    }

    public override async Task<QueueName> CreateQueueAsync(bool fifo)
    {
        var queue = new QueueName(Identifier.New("q").Replace('_', '-'), fifo);
        await _sqs.CreateQueueAsync(_prefix, queue);
        await _sqs.CreateQueueAsync(_prefix, SqsDeadLetters.QueueOf(queue));
        return queue;
    }

    public override async Task<ISecretSource> CreateSecretsAsync(IReadOnlyDictionary<string, string> secrets)
    {
        var prefix = $"/{Identifier.New("t")}/";

        // The Parameter Store refuses empty values; a space counts as one.
        foreach (var (name, value) in secrets) await _ssm.PutSecretAsync(prefix, name, value is "" ? " " : value);

        return new SsmSecretSource(_ssm, prefix, Time);
    }

    public override async Task<bool> UploadAsync(Uri address, ReadOnlyMemory<byte> content)
    {
        using var body = new ReadOnlyMemoryContent(content);
        using var response = await _http.PutAsync(address, body);
        return response.IsSuccessStatusCode;
    }

    public override ValueTask DisposeAsync()
    {
        IDisposable?[] owned = [_http, _sqs, _sns, _ssm, _s3, _dynamoDb, _calls, _oneCallAtATime];
        foreach (var client in owned) client?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens the fixture's table over another connection.</summary>
    internal RecordTable CreateTable(HttpClientFactory? connection = null, TimeSpan? retention = null) =>
        TableOf(DynamoDb(connection), retention ?? Retention);

    private RecordTable TableOf(AmazonDynamoDBClient client, TimeSpan retention) =>
        new(client, new RecordTableOptions(_prefix + "records") { Retention = retention }, Evidence, Time);

    private AmazonDynamoDBClient DynamoDb(HttpClientFactory? connection) => new(
        Credentials,
        new AmazonDynamoDBConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region, HttpClientFactory = connection });

    private async Task SubscribeAsync(QueueName queue)
    {
        var request = new GetQueueAttributesRequest
        {
            QueueUrl = await _sqs.CreateQueueAsync(_prefix, queue),
            AttributeNames = [QueueAttributeName.QueueArn],
        };
        var attributes = await _sqs.GetQueueAttributesAsync(request, CancellationToken.None);
        await _calls.SubscribeAsync(_topicArn, attributes.Attributes[QueueAttributeName.QueueArn]);
    }
}
