using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Storage;

/// <summary>The one table of all records. Encrypted with the key of the settings, else with one that DynamoDB owns.</summary>
public sealed class RecordTable : Construct
{
    /// <summary>The index that finds records by something other than their own key.</summary>
    public const string IndexName = "gsi1";

    /// <summary>The partitions that hold access keys by their hash, for <c>dynamodb:LeadingKeys</c>.</summary>
    public const string AccessKeyPartitions = "key#*";

    /// <summary>The partitions that hold audit logs, for <c>dynamodb:LeadingKeys</c>.</summary>
    public const string AuditPartitions = "audit#*";

    /// <summary>The attributes that the record of an access key's use touches, for <c>dynamodb:Attributes</c>.</summary>
    public static readonly string[] AccessKeyUse = [PartitionKeyName, SortKeyName, "lastUsedAt"];

    private const string PartitionKeyName = "pk";
    private const string SortKeyName = "sk";

    /// <summary>Creates the table.</summary>
    public RecordTable(Construct scope, DeploymentSettings settings)
        : base(scope, "Records")
    {
        Table = new Table(this, "Table", new TableProps
        {
            TableName = settings.NamePrefix + "records",
            PartitionKey = Key(PartitionKeyName),
            SortKey = Key(SortKeyName),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            TimeToLiveAttribute = "expiresAt",
            PointInTimeRecovery = true,
            Encryption = settings.KmsKeyArn is null ? null : TableEncryption.CUSTOMER_MANAGED,
            EncryptionKey = settings.KmsKeyArn is { } arn ? Amazon.CDK.AWS.KMS.Key.FromKeyArn(this, "Key", arn) : null,
            DeletionProtection = settings.RetainData,
            RemovalPolicy = settings.RetainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        Table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = IndexName,
            PartitionKey = Key("gsi1pk"),
            SortKey = Key("gsi1sk"),
            ProjectionType = ProjectionType.ALL,
        });
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>The ARN of the index, which IAM treats as a resource of its own.</summary>
    public string IndexArn => $"{Table.TableArn}/index/{IndexName}";

    private static Amazon.CDK.AWS.DynamoDB.Attribute Key(string name) => new() { Name = name, Type = AttributeType.STRING };
}
