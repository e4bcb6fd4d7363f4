using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Storage;

/// <summary>Keeps evidence and reports: private, encrypted, over TLS only, and not for ever.</summary>
public sealed class EvidenceBucket : Construct
{
    /// <summary>Where under an organisation's prefix the answers of its clusters are.</summary>
    public const string Investigations = "investigations";

    /// <summary>Where the records are that are too large for the table.</summary>
    public const string Records = "records";

    /// <summary>Where agents may store.</summary>
    public const string Agents = "agents";

    private const int DaysToUndelete = 7;

    // DynamoDB may take two days to delete a record whose time is over; what it refers to is there until then.
    private const int DaysAfterRecords = 2;

    /// <summary>Creates the bucket; CloudFormation makes up its name, for names of buckets are unique in the world.</summary>
    public EvidenceBucket(Construct scope, DeploymentSettings settings)
        : base(scope, "Evidence")
    {
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Encryption = settings.KmsKeyArn is null ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS,
            EncryptionKey = settings.KmsKeyArn is { } arn ? Key.FromKeyArn(this, "Key", arn) : null,
            // One call of KMS for many objects.
            BucketKeyEnabled = settings.KmsKeyArn is null ? null : true,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            Versioned = true,
            LifecycleRules =
            [
                new LifecycleRule
                {
                    Id = "expire-evidence",
                    Expiration = Duration.Days(settings.RetentionDays + DaysAfterRecords),
                    NoncurrentVersionExpiration = Duration.Days(DaysToUndelete),
                    AbortIncompleteMultipartUploadAfter = Duration.Days(1),
                },
            ],
            RemovalPolicy = settings.RetainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
    }

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>The ARN of every organisation's objects of one kind: <c>{organisation}/{kind}/…</c>.</summary>
    public string ObjectsArn(string kind) => Bucket.ArnForObjects($"*/{kind}/*");
}
