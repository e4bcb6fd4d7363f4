using Amazon.DynamoDBv2;
using Amazon.S3;
using Amazon.SecurityToken;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Ssm;

namespace OpsWorker.Functions.Hosting;

/// <summary>
/// The clients of AWS. Each is made when it is first used: no function uses all of them, and making one takes time at a
/// cold start. Region, credentials and endpoints are those of the environment.
/// </summary>
internal sealed record AwsClients
{
    public Lazy<IAmazonDynamoDB> DynamoDb { get; init; } = new(() => new AmazonDynamoDBClient());

    public Lazy<IAmazonS3> S3 { get; init; } = new(() => new AmazonS3Client());

    public Lazy<IAmazonSecurityTokenService> Sts { get; init; } = new(() => new AmazonSecurityTokenServiceClient());

    public Lazy<AmazonSQSClient> Sqs { get; init; } = new(() => new AmazonSQSClient(new AmazonSQSConfig()));

    public Lazy<AmazonSimpleNotificationServiceClient> Sns { get; init; } =
        new(() => new AmazonSimpleNotificationServiceClient(new AmazonSimpleNotificationServiceConfig()));

    public Lazy<AmazonSimpleSystemsManagementClient> Ssm { get; init; } =
        new(() => new AmazonSimpleSystemsManagementClient(new AmazonSimpleSystemsManagementConfig()));
}
