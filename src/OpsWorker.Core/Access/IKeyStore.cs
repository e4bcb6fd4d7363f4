namespace OpsWorker.Core.Access;

/// <summary>Stores the credentials of organisations.</summary>
public interface IKeyStore
{
    /// <summary>Adds a credential; adding the same id again changes nothing.</summary>
    Task AddAsync(AccessKey key, CancellationToken cancellationToken);

    /// <summary>
    /// The credential with this hash; null if there is none or it has expired. The only unscoped look-up: it determines
    /// the organisation.
    /// </summary>
    Task<AccessKey?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The credential; null if there is none or it has expired, also where it is another organisation's.</summary>
    Task<AccessKey?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>
    /// The organisation's credentials that have not expired, in order of id. A page that is not the last may have fewer than its limit.
    /// </summary>
    Task<Page<AccessKey>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the expiry of a credential, unless it expires earlier; a time in the past revokes it at once. False if the
    /// organisation has no credential with that id.
    /// </summary>
    Task<bool> ExpireAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Sets <see cref="AccessKey.LastUsedAt"/>, unless a later use is recorded; of a credential that is gone it changes nothing.
    /// </summary>
    Task RecordUseAsync(AccessKey key, DateTimeOffset at, CancellationToken cancellationToken);
}
