namespace OpsWorker.Core.Investigations;

/// <summary>Stores content that is too large for a record: answers of clusters, reports.</summary>
public interface IEvidenceStore
{
    /// <summary>
    /// The largest content that is taken, in bytes, packed and unpacked: the 8 MiB that an agent answers a batch with, and its queries.
    /// </summary>
    const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>Stores the content, in place of an earlier one of the same key.</summary>
    /// <param name="organisation">The owner.</param>
    /// <param name="key">
    /// Letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, in parts joined by <c>/</c>; no part is <c>.</c> or <c>..</c>;
    /// lengths as <see cref="EvidenceKey"/> says.
    /// </param>
    /// <param name="content">At most <see cref="MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The key has another form, or the content is too large.</exception>
    Task PutAsync(OrganisationId organisation, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The content, or null; also null where it is another organisation's.</summary>
    Task<ReadOnlyMemory<byte>?> GetAsync(OrganisationId organisation, string key, CancellationToken cancellationToken);

    /// <summary>
    /// A presigned address that accepts the content by PUT from any bearer until it expires, after at most seven days.
    /// </summary>
    /// <exception cref="ArgumentException">The key has another form, or the time is not above zero or too long.</exception>
    Task<Uri> CreateUploadAsync(OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken);
}
