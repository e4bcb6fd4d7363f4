using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra.Functions;

/// <summary>
/// The rights that functions are given. They name every action, unlike the grants of the CDK, which give more than
/// is used: a scan of the table, for example.
/// </summary>
internal static class FunctionPermissions
{
    public static void AllowSend(this PipelineFunction function, PipelineQueue queue) =>
        function.AllowSend("SendTo", queue, queue.Queue);

    /// <summary>To put a message aside that can never be handled.</summary>
    public static void AllowDeadLetters(this PipelineFunction function, PipelineQueue queue) =>
        function.AllowSend("GiveUp", queue, queue.DeadLetters);

    public static void AllowPublish(this PipelineFunction function, ITopic topic) =>
        function.Allow("PublishReports", ["sns:Publish"], topic.TopicArn);

    /// <summary>The records, also those that are too large for the table. Nothing scans it.</summary>
    public static void AllowRecords(this PipelineFunction function, RecordTable records, EvidenceBucket evidence)
    {
        function.Allow(
            "UseRecords",
            [
                "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query",
                "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
            ],
            records.Table.TableArn,
            records.IndexArn);
        function.Allow("UseLargeRecords", ["s3:GetObject", "s3:PutObject"], evidence.ObjectsArn(EvidenceBucket.Records));
    }

    /// <summary>
    /// One access key by its hash, and no other record; of it only the last use is written. Entries are added to audit logs, and none
    /// is read.
    /// </summary>
    public static void AllowAccessKeys(this PipelineFunction function, RecordTable records)
    {
        function.Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "ReadAccessKeys",
            Actions = ["dynamodb:GetItem"],
            Resources = [records.Table.TableArn],
            Conditions = new Dictionary<string, object>
            {
                ["ForAllValues:StringLike"] = new Dictionary<string, object>
                {
                    ["dynamodb:LeadingKeys"] = new[] { RecordTable.AccessKeyPartitions },
                },
            },
        }));
        function.Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AppendToAuditLogs",
            Actions = ["dynamodb:PutItem"],
            Resources = [records.Table.TableArn],
            Conditions = new Dictionary<string, object>
            {
                ["ForAllValues:StringLike"] = new Dictionary<string, object>
                {
                    ["dynamodb:LeadingKeys"] = new[] { RecordTable.AuditPartitions },
                },
            },
        }));
        function.Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "RecordUseOfAccessKeys",
            Actions = ["dynamodb:UpdateItem"],
            Resources = [records.Table.TableArn],
            Conditions = new Dictionary<string, object>
            {
                ["ForAllValues:StringLike"] = new Dictionary<string, object>
                {
                    ["dynamodb:LeadingKeys"] = new[] { RecordTable.AccessKeyPartitions },
                    ["dynamodb:Attributes"] = RecordTable.AccessKeyUse,
                },
            },
        }));
    }

    /// <summary>Without the right to list, S3 would answer 403 where an object is not there, instead of 404.</summary>
    public static void AllowReadEvidence(this PipelineFunction function, EvidenceBucket evidence)
    {
        function.Allow("ReadEvidence", ["s3:GetObject"], evidence.ObjectsArn(EvidenceBucket.Investigations));
        function.Allow("KnowMissingEvidence", ["s3:ListBucket"], evidence.Bucket.BucketArn);
    }

    /// <summary>Also what a presigned URL allows, which has the rights of who signed it.</summary>
    public static void AllowWriteEvidence(this PipelineFunction function, EvidenceBucket evidence) =>
        function.Allow("WriteEvidence", ["s3:PutObject"], evidence.ObjectsArn(EvidenceBucket.Investigations));

    /// <summary>The uses of the key that DynamoDB and S3 make in the name of who reads and writes.</summary>
    public static void AllowKey(this PipelineFunction function, string? keyArn)
    {
        if (keyArn is null) return;
        function.Allow(
            "UseKey",
            ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
            keyArn);
    }

    /// <summary>Parameters encrypted with the key that AWS manages for SSM; that key needs no right of its own.</summary>
    public static void AllowSecrets(this PipelineFunction function, string parametersArn) =>
        function.Allow("ReadSecrets", ["ssm:GetParameter"], parametersArn);

    /// <summary>Converse is allowed by the action of InvokeModel.</summary>
    public static void AllowModels(this PipelineFunction function, IReadOnlyList<string> modelArns)
    {
        if (modelArns.Count > 0)
        {
            function.Allow("CallModels", ["bedrock:InvokeModel"], [.. modelArns]);
        }
    }

    public static void AllowManageCommandQueues(this PipelineFunction function, params string[] queuesArns) =>
        function.Allow(
            "ManageCommandQueues",
            ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:TagQueue", "sqs:SetQueueAttributes"],
            queuesArns);

    public static void AllowSendCommands(this PipelineFunction function, string commandQueuesArn) =>
        function.Allow("SendCommands", ["sqs:SendMessage"], commandQueuesArn);

    /// <summary>Lets it send signed orders to the Operators of clusters.</summary>
    public static void AllowSendOrders(this PipelineFunction function, string operatorQueuesArn) =>
        function.Allow("SendOrders", ["sqs:SendMessage"], operatorQueuesArn);

    private static void AllowSend(this PipelineFunction function, string verb, PipelineQueue queue, Queue target)
    {
        var name = queue.Name.Value;
        var sid = verb + char.ToUpperInvariant(name[0]) + name[1..];
        function.Allow(sid, ["sqs:SendMessage"], target.QueueArn);
    }
}
