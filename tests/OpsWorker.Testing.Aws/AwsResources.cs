using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Ssm;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Testing.Aws;

/// <summary>Creates the resources that the CDK app creates on AWS.</summary>
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

    public static async Task<string> CreateQueueAsync(this IAmazonSQS client, string prefix, QueueName queue)
    {
        var request = new CreateQueueRequest
        {
            QueueName = prefix + SqsQueueUrls.NameOf(queue),
            Attributes = queue.IsFifo ? new Dictionary<string, string> { [QueueAttributeName.FifoQueue] = "true" } : null,
        };
        return (await client.CreateQueueAsync(request, CancellationToken.None)).QueueUrl;
    }

    /// <summary>Stores a secret under the name that <see cref="SsmSecretSource"/> reads.</summary>
    public static Task PutSecretAsync(this IAmazonSimpleSystemsManagement client, string prefix, string name, string value) =>
        client.PutParameterAsync(new PutParameterRequest
        {
            Name = prefix + name.Replace(':', '/'),
            Value = value,
            Type = ParameterType.SecureString,
        });

    private static AttributeDefinition Attribute(string name) => new(name, ScalarAttributeType.S);

    private static List<KeySchemaElement> Keys(string partition, string sort) =>
        [new KeySchemaElement(partition, KeyType.HASH), new KeySchemaElement(sort, KeyType.RANGE)];
}
