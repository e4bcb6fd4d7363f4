namespace OpsWorker.Core.Investigations;

/// <summary>Keeps what is too large for a record: answers of clusters and reports.</summary>
public interface IEvidenceStore
{
    /// <summary>The largest content that is taken, in bytes.</summary>
    const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Stores the content, in place of an earlier one of the same key.</summary>
    /// <param name="organisation">Whose it is.</param>
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
    /// An address to which the content may be sent with PUT, by whoever has it, until it expires: after at most seven days.
    /// </summary>
    /// <exception cref="ArgumentException">The key has another form, or the time is not above zero or too long.</exception>
    Task<Uri> CreateUploadAsync(OrganisationId organisation, string key, TimeSpan validFor, CancellationToken cancellationToken);
}
