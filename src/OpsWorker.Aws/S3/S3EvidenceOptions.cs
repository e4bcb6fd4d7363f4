namespace OpsWorker.Aws.S3;

/// <summary>Where an <see cref="S3EvidenceStore"/> keeps evidence.</summary>
/// <param name="Bucket">The bucket's name. It encrypts by default what is sent to an upload address.</param>
/// <param name="KmsKeyId">The KMS key that contents are encrypted with; null means the key of S3 itself.</param>
public sealed record S3EvidenceOptions(string Bucket, string? KmsKeyId = null);
