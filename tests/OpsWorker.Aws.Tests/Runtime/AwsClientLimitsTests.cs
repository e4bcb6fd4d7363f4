using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Tests.Wire;

namespace OpsWorker.Aws.Tests.Runtime;

public sealed class AwsClientLimitsTests
{
    private static readonly AwsClientLimits Limits = new(MaxErrorRetry: 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_never_answers_fails_the_call_after_the_retries()
    {
        await using var service = await RecordedService.StartAsync(RecordedService.NoAnswer);
        using var sqs = new AmazonSQSClient(Credentials, Limits.ApplyTo(new AmazonSQSConfig { ServiceURL = service.Url }));

        await Should.ThrowAsync<TimeoutException>(() => sqs.GetQueueUrlAsync("q", Cancel));

        // The platform's client may send an attempt twice when its time runs out, so attempts are counted, not requests.
        service.Requests.Select(request => request.Headers["amz-sdk-request"]).ShouldContain("attempt=2; max=2");
        service.Requests.ShouldAllBe(request => request.Headers["amz-sdk-request"].EndsWith("; max=2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_throttled_table_fails_the_call_after_the_retries()
    {
        await using var service = await RecordedService.StartAsync(
            "HTTP/1.1 400 Error\n\n{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}");
        using var dynamoDb = new AmazonDynamoDBClient(Credentials, Limits.ApplyTo(new AmazonDynamoDBConfig { ServiceURL = service.Url }));

        await Should.ThrowAsync<AmazonDynamoDBException>(() => dynamoDb.DescribeTableAsync("t", Cancel));

        service.Requests.Count.ShouldBe(2);
    }
}
