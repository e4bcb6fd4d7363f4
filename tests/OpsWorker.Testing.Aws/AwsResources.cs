using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Testing.Aws;

/// <summary>Makes at the endpoint what the CDK app makes on AWS.</summary>
public static class AwsResources
{
    public static Task CreateRecordTableAsync(this IAmazonDynamoDB client, string name) => client.CreateTableAsync(new CreateTableRequest
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions =
        [
            Attribute(RecordSchema.PartitionKey),
            Attribute(RecordSchema.SortKey),
            Attribute(RecordSchema.IndexPartitionKey),
            Attribute(RecordSchema.IndexSortKey),
        ],
        KeySchema = Keys(RecordSchema.PartitionKey, RecordSchema.SortKey),
        GlobalSecondaryIndexes =
        [
            new GlobalSecondaryIndex
            {
                IndexName = RecordSchema.Index,
                KeySchema = Keys(RecordSchema.IndexPartitionKey, RecordSchema.IndexSortKey),
                Projection = new Projection { ProjectionType = ProjectionType.ALL },
            },
        ],
    });

    public static async Task<string> CreateQueueAsync(this AmazonSQSClient client, string prefix, QueueName queue)
    {
        var request = new CreateQueueRequest
        {
            QueueName = prefix + SqsQueueUrls.NameOf(queue),
            Attributes = queue.IsFifo ? new Dictionary<string, string> { [QueueAttributeName.FifoQueue] = "true" } : null,
        };
        return (await client.CreateQueueAsync(request, CancellationToken.None)).QueueUrl;
    }

    private static AttributeDefinition Attribute(string name) => new(name, ScalarAttributeType.S);

    private static List<KeySchemaElement> Keys(string partition, string sort) =>
        [new KeySchemaElement(partition, KeyType.HASH), new KeySchemaElement(sort, KeyType.RANGE)];
}
