using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Storage;

/// <summary>Keeps evidence and reports: private, encrypted, over TLS only, and not for ever.</summary>
public sealed class EvidenceBucket : Construct
{
    private const int DaysToUndelete = 7;

    /// <summary>Creates the bucket; CloudFormation makes up its name, for names of buckets are unique in the world.</summary>
    public EvidenceBucket(Construct scope, DeploymentSettings settings)
        : base(scope, "Evidence")
    {
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            Versioned = true,
            LifecycleRules =
            [
                new LifecycleRule
                {
                    Id = "expire-evidence",
                    Expiration = Duration.Days(settings.EvidenceRetentionDays),
                    NoncurrentVersionExpiration = Duration.Days(DaysToUndelete),
                    AbortIncompleteMultipartUploadAfter = Duration.Days(1),
                },
            ],
            RemovalPolicy = settings.RetainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
    }

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>The ARN of all its objects.</summary>
    public string ObjectsArn => Bucket.ArnForObjects("*");
}
