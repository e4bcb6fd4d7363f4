using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>
/// The resources that <c>cdk deploy</c> made for one stage, used with the operator's own credentials of AWS: those, the region and
/// endpoints come from where every AWS SDK takes them.
/// </summary>
/// <param name="stage">The deployment, for example <c>prod</c>; part of every name.</param>
/// <param name="asJson">Whether answers are printed as JSON.</param>
internal sealed class AwsDeployment(string stage, bool asJson) : IDisposable
{
    private static readonly AwsClientLimits Limits = new(
        MaxErrorRetry: 2, Timeout: TimeSpan.FromSeconds(10), ConnectTimeout: TimeSpan.FromSeconds(3));

    private readonly string _namePrefix = $"opsworker-{stage}-";
    private readonly Lazy<AmazonDynamoDBClient> _dynamoDb = new(() => new AmazonDynamoDBClient(Limits.ApplyTo(new AmazonDynamoDBConfig())));
    private readonly Lazy<AmazonSQSClient> _sqs = new(() => new AmazonSQSClient(Limits.ApplyTo(new AmazonSQSConfig())));

    /// <summary>The only clock.</summary>
    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Answers are printed as JSON.</summary>
    public bool AsJson => asJson;

    /// <summary>The organisations of the deployment's table.</summary>
    public IOrganisationStore Organisations => new DynamoDbOrganisationStore(Table);

    /// <summary>The credentials in the deployment's table.</summary>
    public IKeyStore Keys => new DynamoDbKeyStore(Table);

    /// <summary>The audit logs in the deployment's table.</summary>
    public IAuditStore Audit => new DynamoDbAuditStore(Table);

    private RecordTable Table => new(_dynamoDb.Value, new RecordTableOptions(_namePrefix + "records"), overflow: null, Time);

    /// <summary>The dead letters of one of the deployment's queues.</summary>
    public async Task<SqsDeadLetters> DeadLettersAsync(QueueName queue, CancellationToken cancellationToken)
    {
        var urls = new Dictionary<QueueName, string>();
        foreach (var name in new[] { queue, SqsDeadLetters.QueueOf(queue) })
        {
            var request = new GetQueueUrlRequest { QueueName = _namePrefix + SqsQueueUrls.NameOf(name) };
            urls[name] = (await _sqs.Value.GetQueueUrlAsync(request, cancellationToken)).QueueUrl;
        }

        return new SqsDeadLetters(_sqs.Value, name => urls[name], Time);
    }

    /// <summary>Runs a command and turns what AWS refuses into a message and an exit code.</summary>
    public async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"opsworker: {reason}");
            return ExitCodes.Failure;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_dynamoDb.IsValueCreated) _dynamoDb.Value.Dispose();
        if (_sqs.IsValueCreated) _sqs.Value.Dispose();
    }

    private string? Reason(Exception exception) => exception switch
    {
        Amazon.DynamoDBv2.Model.ResourceNotFoundException or QueueDoesNotExistException =>
            $"There is no deployment of stage \"{stage}\" in this account and region; AWS says: {exception.Message}",
        AmazonServiceException { ErrorCode.Length: > 0 } e => $"AWS refused: {e.ErrorCode}: {e.Message}",
        AmazonServiceException e => $"AWS failed with status {(int)e.StatusCode}.",
        AmazonClientException or HttpRequestException or TimeoutException => $"AWS cannot be asked: {exception.Message}",
        _ => null,
    };
}
