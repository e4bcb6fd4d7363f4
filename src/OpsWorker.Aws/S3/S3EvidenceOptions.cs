namespace OpsWorker.Aws.S3;

/// <summary>Settings of an <see cref="S3EvidenceStore"/>.</summary>
/// <param name="Bucket">The bucket's name. Its default encryption applies to uploads by address.</param>
/// <param name="KmsKeyId">The KMS key of the encryption; null means the key of S3 itself.</param>
public sealed record S3EvidenceOptions(string Bucket, string? KmsKeyId = null);
