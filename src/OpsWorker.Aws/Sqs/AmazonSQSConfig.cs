using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Sqs;

/// <summary>Settings of an <see cref="AmazonSQSClient"/>; its endpoint may be set by <c>AWS_ENDPOINT_URL_SQS</c>.</summary>
public sealed class AmazonSQSConfig() : AwsServiceConfig("SQS", "sqs", "2012-11-05");
