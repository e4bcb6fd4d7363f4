namespace OpsWorker.Infra.Tests;

public sealed class StorageTests(Templates templates)
{
    [Fact]
    public void The_table_has_the_keys_that_the_application_uses()
    {
        var table = Table(templates.Production);

        Keys(table, "KeySchema").ShouldBe("pk HASH, sk RANGE");
        table["GlobalSecondaryIndexes.0.IndexName"].ShouldBe("gsi1");
        Keys(table, "GlobalSecondaryIndexes.0.KeySchema").ShouldBe("gsi1pk HASH, gsi1sk RANGE");
        table["GlobalSecondaryIndexes.0.Projection.ProjectionType"].ShouldBe("ALL");
        table.Node("GlobalSecondaryIndexes")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void The_table_can_be_restored_expires_records_and_is_paid_by_use()
    {
        var table = Table(templates.Production);

        table["PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"].ShouldBe("true");
        table["TimeToLiveSpecification.AttributeName"].ShouldBe("expiresAt");
        table["TimeToLiveSpecification.Enabled"].ShouldBe("true");
        table["BillingMode"].ShouldBe("PAY_PER_REQUEST");
        table["StreamSpecification"].ShouldBeNull();
    }

    [Fact]
    public void Production_keeps_its_data_when_the_stack_is_deleted()
    {
        var template = templates.Production;

        template.IsTerminationProtected.ShouldBeTrue();
        Table(template)["DeletionProtectionEnabled"].ShouldBe("true");
        Table(template).DeletionPolicy.ShouldBe("Retain");
        Bucket(template).DeletionPolicy.ShouldBe("Retain");
    }

    [Fact]
    public void Development_leaves_nothing_behind()
    {
        var template = templates.Development;

        template.IsTerminationProtected.ShouldBeFalse();
        Table(template)["DeletionProtectionEnabled"].ShouldBe("false");
        template.All.Where(resource => resource.DeletionPolicy == "Retain").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_in_the_bucket_can_be_public()
    {
        var bucket = Bucket(templates.Production);

        bucket.Node("PublicAccessBlockConfiguration")!.ToJsonString().ShouldBe(
            """{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}""");
        bucket["OwnershipControls.Rules.0.ObjectOwnership"].ShouldBe("BucketOwnerEnforced");
        bucket["AccessControl"].ShouldBeNull();
        templates.Production.OfType("AWS::S3::BucketPolicy").SelectMany(p => p.Statements()).ShouldAllBe(s => !s.Allows);
    }

    [Fact]
    public void The_bucket_is_encrypted_and_takes_tls_only()
    {
        var bucket = Bucket(templates.Production);

        bucket["BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm"].ShouldBe("AES256");
        templates.Production.PolicyOf("AWS::S3::BucketPolicy", "Bucket", bucket.Id).ShouldBe(
        [
            $"deny s3:* by AWS=* on {bucket.Id}, {bucket.Id}/* when Bool aws:SecureTransport false",
            $"deny s3:* by AWS=* on {bucket.Id}, {bucket.Id}/* when NumericLessThan s3:TlsVersion 1.2",
        ]);
    }

    [Fact]
    public void A_key_of_the_settings_encrypts_records_and_evidence()
    {
        const string Encryption = "BucketEncryption.ServerSideEncryptionConfiguration.0.";
        var (table, bucket) = (Table(templates.Managed), Bucket(templates.Managed));

        (table["SSESpecification.SSEType"], table["SSESpecification.KMSMasterKeyId"]).ShouldBe(("KMS", Templates.KeyArn));
        bucket[Encryption + "ServerSideEncryptionByDefault.SSEAlgorithm"].ShouldBe("aws:kms");
        bucket[Encryption + "ServerSideEncryptionByDefault.KMSMasterKeyID"].ShouldBe(Templates.KeyArn);
        bucket[Encryption + "BucketKeyEnabled"].ShouldBe("true");
        Table(templates.Production)["SSESpecification"].ShouldBeNull();
    }

    [Fact]
    public void Evidence_outlives_the_records_that_refer_to_it_by_two_days_and_can_be_brought_back_for_a_week()
    {
        var bucket = Bucket(templates.Production);

        bucket["VersioningConfiguration.Status"].ShouldBe("Enabled");
        bucket["LifecycleConfiguration.Rules.0.Status"].ShouldBe("Enabled");
        bucket["LifecycleConfiguration.Rules.0.ExpirationInDays"].ShouldBe("92");
        bucket["LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.NoncurrentDays"].ShouldBe("7");
        bucket["LifecycleConfiguration.Rules.0.AbortIncompleteMultipartUpload.DaysAfterInitiation"].ShouldBe("1");
    }

    private static TemplateResource Table(SynthesizedTemplate template) => template.Single("AWS::DynamoDB::Table");

    private static TemplateResource Bucket(SynthesizedTemplate template) => template.Single("AWS::S3::Bucket");

    private static string Keys(TemplateResource table, string path) => string.Join(
        ", ", table.Node(path)!.AsArray().Select(key => $"{key!["AttributeName"]} {key["KeyType"]}"));
}
