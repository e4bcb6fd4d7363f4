using System.Diagnostics.CodeAnalysis;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sns;

namespace OpsWorker.Functions.Hosting;

/// <summary>
/// The clients of AWS. Each is made when it is first used: no function uses all of them, and making one takes time at a
/// cold start. Not even their types are loaded before: a field that were set here would load the assembly of its service.
/// Region, credentials and endpoints are those of the environment.
/// </summary>
/// <param name="limits">The limits of calls; null means the SDK's own limits.</param>
internal sealed class AwsClients(AwsClientLimits? limits = null)
{
    private Lazy<IAmazonDynamoDB>? _dynamoDb;
    private Lazy<IAmazonS3>? _s3;
    private Lazy<IAmazonSecurityTokenService>? _sts;
    private Lazy<AmazonSQSClient>? _sqs;
    private Lazy<AmazonSimpleNotificationServiceClient>? _sns;
    private Lazy<AmazonSimpleSystemsManagementClient>? _ssm;

    public Lazy<IAmazonDynamoDB> DynamoDb
    {
        get => Once(ref _dynamoDb, () => new AmazonDynamoDBClient(Limited(new AmazonDynamoDBConfig())));
        init => _dynamoDb = value;
    }

    public Lazy<IAmazonS3> S3
    {
        get => Once(ref _s3, () => new AmazonS3Client(Limited(new AmazonS3Config())));
        init => _s3 = value;
    }

    public Lazy<IAmazonSecurityTokenService> Sts
    {
        get => Once(ref _sts, () => new AmazonSecurityTokenServiceClient(Limited(new AmazonSecurityTokenServiceConfig())));
        init => _sts = value;
    }

    public Lazy<AmazonSQSClient> Sqs
    {
        get => Once(ref _sqs, () => new AmazonSQSClient(Limited(new AmazonSQSConfig())));
        init => _sqs = value;
    }

    public Lazy<AmazonSimpleNotificationServiceClient> Sns
    {
        get => Once(ref _sns, () => new AmazonSimpleNotificationServiceClient(Limited(new AmazonSimpleNotificationServiceConfig())));
        init => _sns = value;
    }

    public Lazy<AmazonSimpleSystemsManagementClient> Ssm
    {
        get => Once(ref _ssm, () => new AmazonSimpleSystemsManagementClient(Limited(new AmazonSimpleSystemsManagementConfig())));
        init => _ssm = value;
    }

    private TConfig Limited<TConfig>(TConfig config)
        where TConfig : ClientConfig => limits is null ? config : limits.ApplyTo(config);

    // Of two who ask first at the same time, both get the one that was set first. The attribute is one of Lazy's own.
    private static Lazy<T> Once<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        ref Lazy<T>? client, Func<T> create) =>
        Volatile.Read(ref client) ?? Interlocked.CompareExchange(ref client, new Lazy<T>(create), null) ?? Volatile.Read(ref client)!;
}
