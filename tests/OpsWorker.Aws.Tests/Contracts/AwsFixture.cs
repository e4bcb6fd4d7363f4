using Amazon.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;

namespace OpsWorker.Aws.Tests.Contracts;

/// <summary>The ports on AWS, with queues, topic, table and bucket of this fixture alone.</summary>
public sealed class AwsFixture(AwsEndpoint endpoint) : ContractFixture
{
    private const string Region = "eu-west-1";
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");

    private readonly string _prefix = Identifier.New("t").Replace('_', '-') + "-";
    private AmazonSQSClient _sqs = null!;

    public override string? Unavailable => endpoint.Unavailable;

    public override bool RemembersDeduplicationOfCompleted => !endpoint.IsEmulator;

    public override bool KnowsOutdatedDeliveries => !endpoint.IsEmulator;

    public override IMessageQueue Queue => new SqsMessageQueue(_sqs, Urls.Of, Time);

    public override ITopic Topic => throw new NotSupportedException();

    public override IOrganisationStore Organisations => throw new NotSupportedException();

    public override IAlertStore Alerts => throw new NotSupportedException();

    public override IIncidentStore Incidents => throw new NotSupportedException();

    public override IRuleStore Rules => throw new NotSupportedException();

    public override IInvestigationStore Investigations => throw new NotSupportedException();

    public override IJournalStore Journal => throw new NotSupportedException();

    public override IEvidenceStore Evidence => throw new NotSupportedException();

    public override IClusterStore Clusters => throw new NotSupportedException();

    public override INotificationStore Notifications => throw new NotSupportedException();

    public override IReadOnlyList<QueueName> Subscribers => throw new NotSupportedException();

    private SqsQueueUrls Urls => new($"{Url}/123456789012/{_prefix}");

    private string Url => endpoint.Address!.ToString().TrimEnd('/');

    public override ValueTask InitializeAsync()
    {
        if (endpoint.Address is null) return ValueTask.CompletedTask;
        _sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = Url, AuthenticationRegion = Region });
        return ValueTask.CompletedTask;
    }

    public override async Task<QueueName> CreateQueueAsync(bool fifo)
    {
        var queue = new QueueName(Identifier.New("q").Replace('_', '-'), fifo);
        await CreateAsync(queue);
        await CreateAsync(SqsDeadLetters.QueueOf(queue));
        return queue;
    }

    public override Task<ISecretSource> CreateSecretsAsync(IReadOnlyDictionary<string, string> secrets) =>
        throw new NotSupportedException();

    public override Task<bool> UploadAsync(Uri address, ReadOnlyMemory<byte> content) => throw new NotSupportedException();

    public override ValueTask DisposeAsync()
    {
        _sqs?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CreateAsync(QueueName queue)
    {
        var request = new CreateQueueRequest
        {
            QueueName = _prefix + SqsQueueUrls.NameOf(queue),
            Attributes = queue.IsFifo ? new Dictionary<string, string> { [QueueAttributeName.FifoQueue] = "true" } : null,
        };
        await _sqs.CreateQueueAsync(request, CancellationToken.None);
    }
}
