using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.S3;

/// <summary>
/// Evidence in one S3 bucket, as the object <c>{organisation}/{key}</c>: an organisation is a prefix for policies and
/// lifecycle rules.
/// </summary>
/// <param name="client">S3.</param>
/// <param name="options">The bucket.</param>
/// <param name="time">The only clock.</param>
public sealed class S3EvidenceStore(IAmazonS3 client, S3EvidenceOptions options, TimeProvider time) : IEvidenceStore
{
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(7);

    /// <summary>The object's key in the bucket.</summary>
    /// <exception cref="ArgumentException">The key does not have the form of <see cref="IEvidenceStore"/>.</exception>
    public static string ObjectKey(OrganisationId organisation, string key)
    {
        EvidenceKey.Check(key);
        return $"{organisation.Value}/{key}";
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonS3Exception">S3 refused the request; see its error code.</exception>
    public async Task PutAsync(
        OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var objectKey = ObjectKey(organisation, key);
        if (content.Length > IEvidenceStore.MaxBytes)
        {
            throw new ArgumentException(
                $"The content has {content.Length} bytes; {IEvidenceStore.MaxBytes} are allowed.", nameof(content));
        }

        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = objectKey,
            InputStream = stream,
            ServerSideEncryptionMethod =
                options.KmsKeyId is null ? ServerSideEncryptionMethod.AES256 : ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
        };
        await client.PutObjectAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The upload is larger than <see cref="IEvidenceStore.MaxBytes"/>.</exception>
    /// <exception cref="AmazonS3Exception">S3 refused the request; see its error code.</exception>
    public async Task<ReadOnlyMemory<byte>?> GetAsync(
        OrganisationId organisation, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetObjectAsync(options.Bucket, ObjectKey(organisation, key), cancellationToken);
            using var content = new MemoryStream((int)Math.Clamp(response.ContentLength, 0, IEvidenceStore.MaxBytes));
            await using var bounded = new BoundedReadStream(response.ResponseStream, IEvidenceStore.MaxBytes);
            await bounded.CopyToAsync(content, cancellationToken);
            return content.GetBuffer().AsMemory(0, (int)content.Length);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The address also expires with the credentials that signed it. S3 cannot limit the size of an upload;
    /// <see cref="GetAsync"/> refuses one that is too large.
    /// </remarks>
    public async Task<Uri> CreateUploadAsync(
        OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(validFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(validFor, LongestUpload);
        var request = new GetPreSignedUrlRequest
        {
            BucketName = options.Bucket,
            Key = ObjectKey(organisation, key),
            Verb = HttpVerb.PUT,
            Protocol = IsPlainHttp(client.Config.ServiceURL) ? Protocol.HTTP : Protocol.HTTPS,
            Expires = (time.GetUtcNow() + validFor).UtcDateTime,
        };
        return new Uri(await client.GetPreSignedURLAsync(request));
    }

    private static bool IsPlainHttp(string? serviceUrl) =>
        serviceUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;
}
